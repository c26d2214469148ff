import type { Entry, Message } from '../../events/entry'
import type { OrderDenied } from '../../events/order-denied'
import type { TradingFrozen } from '../../events/trading-frozen'
import type { TradingReduced } from '../../events/trading-reduced'
import type { Pnl } from '../../state/pnl'
import { canAct } from '../../state/risk'
import { watchKey } from '../../state/risk-watch'
import type { Ring } from '../../state/ring'
import { countAfter, lastSeqs } from '../../state/ring'
import type { State } from '../../state/state'
import { parseDecimal } from '../../units/decimal'
import type { MarketSymbol } from '../../units/market-symbol'
import type { RiskRule } from '../../units/risk-rule'
import { ruleLabel, ruleScale, ruleTraits } from '../../units/risk-rule'
import type { Finding } from './restricted-by'
import { restrictedBy } from './restricted-by'

/**
 * What the rules that look at what has happened say to what we hear with a line. They are asked one
 * by one, each when what the ones before it said has been done, so that nothing is frozen twice.
 */
export const watchRules = (
  state: State,
  told: Entry,
  message: Message,
): Iterable<TradingFrozen | TradingReduced> | null => {
  const { rules, pnl } = state.risk
  if (rules.length === 0) return null
  const entry = message === told.message ? told : { ...told, message }
  switch (message.type) {
    case 'OrderDenied':
      return message.rule === null ? null : findings(state, entry, message.symbol)
    case 'OrderFilled':
    case 'OrderRejected':
    case 'FundingSettled':
      return findings(state, entry, message.symbol)
    case 'QuoteObserved':
    case 'BookUpdated':
    case 'TickerUpdated':
      return pnl === null || state.positions[message.symbol]?.qty === 0
        ? null
        : findings(state, entry, message.symbol)
    default:
      return null
  }
}

function* findings(
  state: State,
  entry: Entry,
  symbol: MarketSymbol,
): Generator<TradingFrozen | TradingReduced> {
  const { rules } = state.risk
  for (let i = 0; i < rules.length; i++) {
    const rule = rules[i] as RiskRule
    if (!canAct(state.risk, rule, symbol)) continue
    const finding = findingOf(state, rule, i, entry, symbol)
    if (finding !== null) yield restrictedBy(state, rule, finding)
  }
}

const findingOf = (
  state: State,
  rule: RiskRule,
  place: number,
  { seq, cause, message }: Entry,
  symbol: MarketSymbol,
): Finding | null => {
  switch (rule.rule) {
    case 'fill-rate':
      return message.type === 'OrderFilled' ? tooMany(state, rule, place, symbol) : null
    case 'reject-rate':
      return message.type === 'OrderRejected' ? tooMany(state, rule, place, symbol) : null
    case 'day-loss':
    case 'drawdown':
      return tooLossy(state.risk.pnl, rule, seq)
    default:
      return message.type === 'OrderDenied' && message.rule === ruleLabel(rule)
        ? denied(state, rule, place, message, cause ?? seq)
        : null
  }
}

/** More lines of a kind within the window than the limit. */
const tooMany = (
  state: State,
  rule: RiskRule,
  place: number,
  symbol: MarketSymbol,
): Finding | null => {
  const ring = state.risk.watches[place]?.rings[watchKey(rule.scope, symbol)]
  const observed = countAfter(ring, state.at - (rule.windowUs ?? 0))
  return observed > rule.limit
    ? { symbol: concerned(rule, symbol), observed, ...linesOf(ring, observed) }
    : null
}

/** The last so many lines that a ring holds, as evidence: the first of them, and the newest. */
const linesOf = (ring: Ring | undefined, lines: number) => {
  const seqs = lastSeqs(ring, lines)
  return { lines, fromSeq: seqs[0] ?? null, seqs }
}

/** Less equity than when the day began, or than at its best, by more than the limit. */
const tooLossy = (pnl: Pnl | null, rule: RiskRule, seq: number): Finding | null => {
  if (pnl === null) return null
  const before = rule.rule === 'day-loss' ? pnl.dayStartUsd : pnl.peakUsd
  const observed = before - pnl.equityUsd
  return observed > rule.limit ? { symbol: null, observed, seqs: [seq] } : null
}

/** An order was denied by a rule that does more than deny; `asked` is the line that wanted it. */
const denied = (
  state: State,
  rule: RiskRule,
  place: number,
  event: OrderDenied,
  asked: number,
): Finding => {
  const scale = ruleScale[ruleTraits[rule.rule].unit]
  const observed = Number(parseDecimal(event.observed ?? '0', scale))
  const symbol = concerned(rule, event.symbol)
  if (rule.rule !== 'order-rate') return { symbol, observed, seqs: [asked] }
  const ring = state.risk.watches[place]?.rings[watchKey(rule.scope, event.symbol)]
  return { symbol, observed, ...linesOf(ring, observed - 1) }
}

/** The symbol a finding is about: none where the figure is the session's. */
const concerned = ({ scope }: RiskRule, symbol: MarketSymbol): MarketSymbol | null =>
  scope === 'session' ? null : symbol
