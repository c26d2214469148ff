import type { Draft } from 'immer'

import type { EdgeUpdated } from '../events/edge-updated'
import type { ByAccount } from './accounts'
import type { BySymbol, State } from './state'

/** The last edge there was, in millionths of a basis point, and how many there have been. */
export type EdgeState = { readonly edgeBps: number; readonly updates: number }

/** The edge of each symbol, and that of all symbols together; `null` before the first. */
export type EdgeTable = { readonly total: EdgeState | null; readonly bySymbol: BySymbol<EdgeState> }

/** The edge that is said of the whole session, and that of single accounts. */
export type Edge = { readonly said: EdgeTable; readonly byAccount: ByAccount<EdgeTable> }

/** No edge yet. A new value each time. */
export const newEdgeTable = (): EdgeTable => ({ total: null, bySymbol: {} })

/** The newest edge replaces the last, and is counted. */
export const edgeUpdated = (draft: Draft<State>, event: EdgeUpdated): void => {
  const { account, symbol, edgeBps } = event
  const { said, byAccount } = draft.edge
  const edge = account === null ? said : (byAccount[account] ??= newEdgeTable())
  const known = symbol === null ? edge.total : edge.bySymbol[symbol]
  if (known !== null && known !== undefined) {
    known.edgeBps = edgeBps
    known.updates += 1
  } else if (symbol === null) edge.total = { edgeBps, updates: 1 }
  else edge.bySymbol[symbol] = { edgeBps, updates: 1 }
}
