import type { FreezeTrading } from '../commands/freeze-trading'
import type { ReduceTrading } from '../commands/reduce-trading'
import type { State } from '../state/state'
import { stateEvidence, windowEvidence } from './risk-rules/evidence-of'

/** What a line that restricts trading says where an operator asked for it. */
export const byOperator = (state: State, command: FreezeTrading | ReduceTrading) => ({
  reason: 'OPERATOR' as const,
  rule: null,
  symbol: command.symbol,
  scope: command.symbol === null ? ('session' as const) : ('symbol' as const),
  observed: null,
  threshold: null,
  unit: null,
  horizonUs: null,
  ...windowEvidence([]),
  ...stateEvidence(state),
  actor: command.actor,
  note: command.note,
})
