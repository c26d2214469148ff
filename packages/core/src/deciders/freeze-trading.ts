import type { FreezeTrading } from '../commands/freeze-trading'
import type { TradingFrozen } from '../events/trading-frozen'
import type { Restriction } from '../state/risk'
import type { State } from '../state/state'
import { isThawable, restrictionOf, thawRuleOf } from '../state/thaws'
import { byOperator } from './by-operator'

/**
 * An operator's freeze, of an account, of a symbol or of all. What is frozen already stays as it
 * is, unless the rule `thaw` could lift it.
 */
export const freezeTrading = (state: State, command: FreezeTrading): TradingFrozen | null => {
  const { session } = state.risk
  const own = restrictionOf(state, command)
  return holds(state, session) || holds(state, own)
    ? null
    : { type: 'TradingFrozen', ...byOperator(state, command) }
}

const holds = (state: State, restriction: Restriction | null): boolean =>
  restriction?.state === 'frozen' && (thawRuleOf(state) === null || !isThawable(restriction))
