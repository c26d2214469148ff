import type { Draft } from 'immer'

import type { OrderFilled } from '../events/order-filled'
import type { MarketSymbol } from '../units/market-symbol'
import type { RuleName } from '../units/rule-name'
import { ruleLabel } from '../units/risk-rule'
import { ageTimerOf } from './ages'
import { newPnl, peakStartedOver, pnlMarked } from './pnl'
import type { Ring } from './ring'
import { newRing, ringPushed } from './ring'
import { rulesOf } from './risk-rules'
import type { RuleWatch } from './rule-watch'
import { newRuleWatch } from './rule-watch'
import type { State } from './state'
import { thawTimerOf } from './thaws'
import { timerSet } from './timer-heap'
import { timersOfClosedDropped } from './timers'
import type { Heard } from './under-way'

/** What the rules see of a line, once it has changed everything else. */
export const ruledOn = (draft: Draft<State>, { seq, message }: Heard): void => {
  if (message.type === 'SessionOpened') {
    const rules = rulesOf(message)
    draft.risk.rules = rules
    draft.risk.watches = rules.map(() => newRuleWatch() as Draft<RuleWatch>)
    if (rules.some(({ rule }) => rule === 'day-loss' || rule === 'drawdown'))
      draft.risk.pnl = newPnl(draft.at)
    return
  }
  if (draft.risk.rules.length === 0) return
  switch (message.type) {
    case 'QuoteObserved':
    case 'BookUpdated':
      quoteSeen(draft, message.symbol, seq)
      return markSeen(draft, message.symbol)
    case 'TickerUpdated':
      quoteAwaited(draft, message.symbol, seq)
      return markSeen(draft, message.symbol)
    case 'OrderPlaced':
      counted(draft, 'order-rate', message.symbol, seq)
      return untripped(draft, message.symbol)
    case 'OrderDenied':
      return tripped(draft, message.rule, message.symbol)
    case 'OrderRejected':
      return counted(draft, 'reject-rate', message.symbol, seq)
    case 'OrderFilled':
      counted(draft, 'fill-rate', message.symbol, seq)
      pnlMarked(draft, message.symbol)
      return positionSeen(draft, message, seq)
    case 'FundingSettled':
      return pnlMarked(draft, message.symbol)
    case 'EdgeUpdated':
      thawArmed(draft, null, message.symbol, seq)
      if (message.symbol !== null) thawArmed(draft, message.symbol, message.symbol, seq)
      return timersOfClosedDropped(draft)
    case 'TradingFrozen':
    case 'TradingReduced':
    case 'TradingThawed':
      if (message.type === 'TradingThawed' && message.symbol === null) peakStartedOver(draft)
      agesArmed(draft)
      return timersOfClosedDropped(draft)
    default:
      return
  }
}

/** Where a rule keeps what it sees of a symbol. */
export const watchKey = (scope: string, symbol: MarketSymbol): string =>
  scope === 'session' ? 'session' : symbol

const counted = (draft: Draft<State>, kind: RuleName, symbol: MarketSymbol, seq: number): void => {
  const { at, risk } = draft
  risk.rules.forEach(({ rule, limit, scope }, i) => {
    const watch = risk.watches[i]
    if (rule !== kind || watch === undefined) return
    const ring = (watch.rings[watchKey(scope, symbol)] ??= newRing() as Draft<Ring>)
    ringPushed(ring, limit + 1, at, seq)
  })
}

const untripped = ({ risk }: Draft<State>, symbol: MarketSymbol): void => {
  risk.rules.forEach(({ resume, scope }, i) => {
    if (resume !== null) delete risk.watches[i]?.tripped[watchKey(scope, symbol)]
  })
}

const tripped = ({ risk }: Draft<State>, label: string | null, symbol: MarketSymbol): void => {
  if (label === null) return
  const place = risk.rules.findIndex((rule) => rule.resume !== null && ruleLabel(rule) === label)
  const [rule, watch] = [risk.rules[place], risk.watches[place]]
  if (rule !== undefined && watch !== undefined) watch.tripped[watchKey(rule.scope, symbol)] = true
}

/** Any quote is news, be it empty or older than the touch. */
const quoteSeen = (draft: Draft<State>, symbol: MarketSymbol, seq: number): void => {
  const { rules } = draft.risk
  for (let i = 0; i < rules.length; i++)
    if (rules[i]?.rule === 'stale-data') begun(draft, i, symbol, draft.at, seq)
  timersOfClosedDropped(draft)
}

/** A symbol with a mark can be traded, so its quotes are missed from then on. */
const quoteAwaited = (draft: Draft<State>, symbol: MarketSymbol, seq: number): void => {
  const { rules, watches } = draft.risk
  if ((draft.market[symbol]?.mark ?? null) === null) return
  for (let i = 0; i < rules.length; i++)
    if (rules[i]?.rule === 'stale-data' && watches[i]?.ages[symbol] === undefined)
      begun(draft, i, symbol, draft.at, seq)
}

/** A position is as old as its side: closing it, or turning it around, begins anew. */
const positionSeen = (draft: Draft<State>, event: OrderFilled, seq: number): void => {
  const { symbol, side } = event
  const now = draft.positions[symbol]?.qty ?? 0
  const before = now - event.qty * (side === 'Buy' ? 1 : -1)
  if (Math.sign(now) === Math.sign(before)) return
  draft.risk.rules.forEach(({ rule }, i) => {
    if (rule === 'position-age') begun(draft, i, symbol, now === 0 ? null : draft.at, seq)
  })
  timersOfClosedDropped(draft)
}

/** Something begins to grow old anew. A timer that already waits moves once it comes to the top. */
const begun = (
  draft: Draft<State>,
  rule: number,
  symbol: MarketSymbol,
  since: number | null,
  seq: number,
): void => {
  const ages = draft.risk.watches[rule]?.ages
  if (ages === undefined) return
  const age = (ages[symbol] ??= { since, seq, isArmed: false })
  age.since = since
  age.seq = seq
  if (!age.isArmed) armed(draft, rule, symbol)
}

const armed = (draft: Draft<State>, rule: number, symbol: MarketSymbol): void => {
  const age = draft.risk.watches[rule]?.ages[symbol]
  const timer = ageTimerOf(draft, rule, symbol)
  if (age === undefined || timer === null) return
  age.isArmed = true
  timerSet(draft.timers, timer)
}

/** After a change of the trading state some rules can act that could not before. */
const agesArmed = (draft: Draft<State>): void => {
  draft.risk.watches.forEach(({ ages }, i) => {
    for (const [symbol, { isArmed }] of Object.entries(ages))
      if (!isArmed) armed(draft, i, symbol as MarketSymbol)
  })
}

const markSeen = (draft: Draft<State>, symbol: MarketSymbol): void => {
  if (draft.risk.pnl !== null && (draft.positions[symbol]?.qty ?? 0) !== 0) pnlMarked(draft, symbol)
}

/** An edge that is good enough sets the timer that lets a symbol go, or for `null` the session. */
const thawArmed = (
  draft: Draft<State>,
  restricted: MarketSymbol | null,
  symbol: MarketSymbol | null,
  seq: number,
): void => {
  const { session, symbols } = draft.risk
  const restriction = restricted === null ? session : symbols[restricted]
  if (restriction === null || restriction === undefined || restriction.isThawArmed) return
  if (restriction.symbol !== null && restriction.symbol !== symbol) return
  const timer = thawTimerOf(draft, restricted, seq)
  if (timer === null) return
  restriction.isThawArmed = true
  timerSet(draft.timers, timer)
}
