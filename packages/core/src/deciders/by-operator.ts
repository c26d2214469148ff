import type { FreezeTrading } from '../commands/freeze-trading'
import type { ReduceTrading } from '../commands/reduce-trading'
import type { State } from '../state/state'
import type { TradingScope } from '../units/trading-scope'
import { stateEvidence, windowEvidence } from './risk-rules/evidence-of'

/** An operator who names an account means it, and else the symbol, and for neither the session. */
const scopeOf = ({ account, symbol }: FreezeTrading | ReduceTrading): TradingScope => {
  if (account !== null) return 'account'
  return symbol === null ? 'session' : 'symbol'
}

/** What a line that restricts trading says where an operator asked for it. */
export const byOperator = (state: State, command: FreezeTrading | ReduceTrading) => ({
  reason: 'OPERATOR' as const,
  rule: null,
  account: command.account,
  symbol: command.symbol,
  scope: scopeOf(command),
  observed: null,
  threshold: null,
  unit: null,
  horizonUs: null,
  ...windowEvidence([]),
  ...stateEvidence(state),
  actor: command.actor,
  note: command.note,
})
