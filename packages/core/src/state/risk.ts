import type { Draft } from 'immer'

import type { TradingFrozen } from '../events/trading-frozen'
import type { State } from './state'

/** Whether trading is frozen, and the last freeze with the seq of its line. */
export type Risk = {
  readonly isFrozen: boolean
  readonly last: { readonly seq: number; readonly event: TradingFrozen } | null
}

/** Trading is frozen, and why is kept with the `seq` of its line. */
export const tradingFrozen = (draft: Draft<State>, event: TradingFrozen, seq: number): void => {
  draft.risk = { isFrozen: true, last: { seq, event } }
}

/** Trading goes on; the last freeze stays known. */
export const tradingThawed = (draft: Draft<State>): void => {
  draft.risk.isFrozen = false
}
