import type { ReduceTrading } from '../commands/reduce-trading'
import type { TradingReduced } from '../events/trading-reduced'
import { restrictionOf } from '../state/thaws'
import type { State } from '../state/state'
import { byOperator } from './by-operator'

/** An operator lets through only what reduces, from active as from frozen. */
export const reduceTrading = (state: State, command: ReduceTrading): TradingReduced | null => {
  const own = restrictionOf(state, command)
  return own?.state === 'reducing' && own.reason === 'OPERATOR'
    ? null
    : { type: 'TradingReduced', ...byOperator(state, command) }
}
