import type { Draft } from 'immer'

import type { EdgeUpdated } from '../events/edge-updated'
import type { State } from './state'

/** The last edge of a symbol, in millionths of a basis point, and how many came before it. */
export type EdgeState = { readonly edgeBps: number; readonly updates: number }

/** The newest edge replaces the last, and is counted. */
export const edgeUpdated = (draft: Draft<State>, event: EdgeUpdated): void => {
  const edge = draft.edge[event.symbol]
  if (edge === undefined) draft.edge[event.symbol] = { edgeBps: event.edgeBps, updates: 1 }
  else {
    edge.edgeBps = event.edgeBps
    edge.updates += 1
  }
}
