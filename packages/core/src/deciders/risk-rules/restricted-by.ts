import { invariant } from '../../base/invariant'
import type { TradingFrozen } from '../../events/trading-frozen'
import type { TradingReduced } from '../../events/trading-reduced'
import { restrictedScope } from '../../state/risk'
import type { State } from '../../state/state'
import type { FreezeReason } from '../../units/freeze-reason'
import type { AccountName } from '../../units/account-name'
import type { MarketSymbol } from '../../units/market-symbol'
import type { RiskRule } from '../../units/risk-rule'
import { ruleFigure, ruleLabel, ruleTraits } from '../../units/risk-rule'
import type { RuleName } from '../../units/rule-name'
import type { Text } from '../../units/text'
import { stateEvidence, windowEvidence } from './evidence-of'

/** What a rule found: its figure, what it is about, and the lines that show it. */
export type Finding = {
  readonly account: AccountName | null
  readonly symbol: MarketSymbol | null
  readonly observed: number
  readonly seqs: ReadonlyArray<number>
  readonly lines?: number
  readonly fromSeq?: number | null
}

/** The line by which a rule restricts trading, as its action and scope say. */
export const restrictedBy = (
  state: State,
  rule: RiskRule,
  { account, symbol, observed, seqs, lines, fromSeq }: Finding,
): TradingFrozen | TradingReduced => {
  const reason = reasons[rule.rule]
  invariant(reason !== undefined, () => `${rule.rule} restricts nothing`)
  return {
    type: rule.action === 'reduce' ? 'TradingReduced' : 'TradingFrozen',
    reason,
    rule: ruleLabel(rule) as Text,
    account,
    symbol,
    scope: restrictedScope(rule),
    observed: ruleFigure(rule, observed) as Text,
    threshold: ruleFigure(rule, rule.limit) as Text,
    unit: ruleTraits[rule.rule].unit,
    horizonUs: null,
    ...windowEvidence(seqs, lines, fromSeq),
    ...stateEvidence(state),
    actor: null,
    note: null,
  }
}

const reasons: Partial<Readonly<Record<RuleName, FreezeReason>>> = {
  'order-rate': 'ORDER_RATE',
  'open-orders': 'OPEN_ORDERS',
  'price-collar': 'PRICE_COLLAR',
  'order-notional': 'ORDER_NOTIONAL',
  'day-loss': 'DAY_LOSS',
  drawdown: 'DRAWDOWN',
  'position-age': 'POSITION_AGE',
  'stale-data': 'STALE_DATA',
  'fill-rate': 'FILL_RATE',
  'reject-rate': 'REJECT_RATE',
}
