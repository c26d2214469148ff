import type { Draft } from 'immer'

import type { TradingFrozen } from '../events/trading-frozen'
import type { State } from './state'

/** Whether trading is frozen, and the last freeze with the seq of its line. */
export type Risk = {
  readonly isFrozen: boolean
  readonly last: { readonly seq: number; readonly event: TradingFrozen } | null
}

export const tradingFrozen = (draft: Draft<State>, event: TradingFrozen, seq: number): void => {
  draft.risk = { isFrozen: true, last: { seq, event } }
}

export const tradingThawed = (draft: Draft<State>): void => {
  draft.risk.isFrozen = false
}
