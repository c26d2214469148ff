import { invariant } from '../../base/invariant'
import type { TradingFrozen } from '../../events/trading-frozen'
import type { TradingReduced } from '../../events/trading-reduced'
import { ageKey } from '../../state/ages'
import type { State } from '../../state/state'
import type { AgeTimer } from '../../state/timers'
import { restrictedBy } from './restricted-by'

/** A quote or a position has grown older than its rule allows; its line is the evidence. */
export const tooOld = (state: State, timer: AgeTimer): TradingFrozen | TradingReduced => {
  const { account, symbol } = timer
  const rule = state.risk.rules[timer.rule]
  const age = state.risk.watches[timer.rule]?.ages[ageKey(timer)]
  invariant(
    rule !== undefined && age !== undefined && age.since !== null,
    () => `a timer outlived what it watched in ${symbol}`,
  )
  const observed = timer.due - age.since
  return restrictedBy(state, rule, { account, symbol, observed, seqs: [age.seq] })
}
