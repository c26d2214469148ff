import type { Entry, Message } from '../../events/entry'
import type { OrderDenied } from '../../events/order-denied'
import type { OrderFilled } from '../../events/order-filled'
import type { OrderRejected } from '../../events/order-rejected'
import type { TradingFrozen } from '../../events/trading-frozen'
import type { TradingReduced } from '../../events/trading-reduced'
import { isHeld } from '../../state/accounts'
import type { Pnl } from '../../state/pnl'
import type { About } from '../../state/risk'
import { canAct } from '../../state/risk'
import { watchKey } from '../../state/risk-watch'
import type { Ring } from '../../state/ring'
import { countAfter, lastSeqs } from '../../state/ring'
import type { State } from '../../state/state'
import type { AccountName } from '../../units/account-name'
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
      return message.rule === null ? null : findings(state, entry, message)
    case 'OrderFilled':
    case 'OrderRejected':
    case 'FundingSettled':
      return findings(state, entry, message)
    case 'QuoteObserved':
    case 'BookUpdated':
    case 'TickerUpdated':
      return pnl === null || !isHeld(state, message.symbol)
        ? null
        : findings(state, entry, { account: null, symbol: message.symbol })
    default:
      return null
  }
}

function* findings(
  state: State,
  entry: Entry,
  happened: Happened,
): Generator<TradingFrozen | TradingReduced> {
  const { rules } = state.risk
  for (let i = 0; i < rules.length; i++) {
    const rule = rules[i] as RiskRule
    for (const account of accountsFor(state, rule, happened)) {
      const about = { account, symbol: happened.symbol }
      if (!canAct(state.risk, rule, about)) continue
      const finding = findingOf(state, rule, i, entry, about)
      if (finding !== null) yield restrictedBy(state, rule, finding)
    }
  }
}

/** What happened: in which symbol, and to which account, where it was to one of them. */
type Happened = { readonly account: AccountName | null; readonly symbol: MarketSymbol }

/** A rule over an account looks at each of them where something happened to all. */
const accountsFor = (
  { accounts }: State,
  { scope }: RiskRule,
  { account }: Happened,
): ReadonlyArray<AccountName | null> =>
  scope === 'account' && account === null
    ? (Object.keys(accounts) as Array<AccountName>)
    : [account]

const findingOf = (
  state: State,
  rule: RiskRule,
  place: number,
  { seq, cause, message }: Entry,
  about: Happened,
): Finding | null => {
  switch (rule.rule) {
    case 'fill-rate':
      return message.type === 'OrderFilled' ? tooMany(state, rule, place, message) : null
    case 'reject-rate':
      return message.type === 'OrderRejected' ? tooMany(state, rule, place, message) : null
    case 'day-loss':
    case 'drawdown':
      return tooLossy(state.risk.pnl, rule, about.account, seq)
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
  happened: OrderFilled | OrderRejected,
): Finding | null => {
  const ring = state.risk.watches[place]?.rings[watchKey(rule.scope, happened)]
  const observed = countAfter(ring, state.at - (rule.windowUs ?? 0))
  return observed > rule.limit
    ? { ...concerned(rule, happened), observed, ...linesOf(ring, observed) }
    : null
}

/** The last so many lines that a ring holds, as evidence: the first of them, and the newest. */
const linesOf = (ring: Ring | undefined, lines: number) => {
  const seqs = lastSeqs(ring, lines)
  return { lines, fromSeq: seqs[0] ?? null, seqs }
}

/** Less equity than when the day began, or than at its best, by more than the limit. */
const tooLossy = (
  pnl: Pnl | null,
  { rule, scope, limit }: RiskRule,
  account: AccountName | null,
  seq: number,
): Finding | null => {
  const whose = scope === 'account' ? account : null
  const figures = whose === null ? pnl?.session : pnl?.accounts[whose]
  if (figures === undefined) return null
  const before = rule === 'day-loss' ? figures.dayStartUsd : figures.peakUsd
  const observed = before - figures.equityUsd
  return observed > limit ? { account: whose, symbol: null, observed, seqs: [seq] } : null
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
  const about = concerned(rule, event)
  if (rule.rule !== 'order-rate') return { ...about, observed, seqs: [asked] }
  const ring = state.risk.watches[place]?.rings[watchKey(rule.scope, event)]
  return { ...about, observed, ...linesOf(ring, observed - 1) }
}

/** What a finding is about: nothing single where the figure is the session's. */
const concerned = (
  rule: RiskRule,
  { account, symbol }: { readonly account: AccountName; readonly symbol: MarketSymbol },
): About => {
  const { scope, action } = rule
  const isOfOne = scope === 'account' || action === 'freeze-account'
  return {
    account: isOfOne ? account : null,
    symbol: scope === 'session' || scope === 'account' ? null : symbol,
  }
}
