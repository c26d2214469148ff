import type { Draft } from 'immer'

import type { EdgeUpdated } from '../events/edge-updated'
import type { BySymbol, State } from './state'

/** The last edge there was, in millionths of a basis point, and how many there have been. */
export type EdgeState = { readonly edgeBps: number; readonly updates: number }

/** The edge of each symbol, and that of all symbols together; `null` before the first. */
export type Edge = { readonly total: EdgeState | null; readonly bySymbol: BySymbol<EdgeState> }

/** The newest edge replaces the last, and is counted. */
export const edgeUpdated = (draft: Draft<State>, event: EdgeUpdated): void => {
  const { edge } = draft
  const { symbol, edgeBps } = event
  const known = symbol === null ? edge.total : edge.bySymbol[symbol]
  if (known !== null && known !== undefined) {
    known.edgeBps = edgeBps
    known.updates += 1
  } else if (symbol === null) edge.total = { edgeBps, updates: 1 }
  else edge.bySymbol[symbol] = { edgeBps, updates: 1 }
}
