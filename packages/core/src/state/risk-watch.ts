import type { Draft } from 'immer'

import type { EdgeUpdated } from '../events/edge-updated'
import type { OrderDenied } from '../events/order-denied'
import type { OrderFilled } from '../events/order-filled'
import type { AccountName } from '../units/account-name'
import type { MarketSymbol } from '../units/market-symbol'
import type { RuleName } from '../units/rule-name'
import { ruleLabel } from '../units/risk-rule'
import { heldIn, isHeld } from './accounts'
import type { Age } from './ages'
import { ageKey, ageTimerOf } from './ages'
import { newPnl, peakStartedOver, pnlMarked } from './pnl'
import type { Ring } from './ring'
import { newRing, ringPushed } from './ring'
import type { About } from './risk'
import { rulesOf } from './risk-rules'
import type { RuleWatch } from './rule-watch'
import { newRuleWatch } from './rule-watch'
import type { State } from './state'
import { restrictionOf, thawTimerOf } from './thaws'
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
      draft.risk.pnl = newPnl(draft.at, Object.keys(draft.accounts) as Array<AccountName>)
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
      counted(draft, 'order-rate', message, seq)
      return untripped(draft, message)
    case 'OrderDenied':
      return tripped(draft, message)
    case 'OrderRejected':
      return counted(draft, 'reject-rate', message, seq)
    case 'OrderFilled':
      counted(draft, 'fill-rate', message, seq)
      pnlMarked(draft, message.symbol)
      return positionSeen(draft, message, seq)
    case 'FundingSettled':
      return pnlMarked(draft, message.symbol)
    case 'EdgeUpdated':
      thawsArmed(draft, message, seq)
      return timersOfClosedDropped(draft)
    case 'TradingFrozen':
    case 'TradingReduced':
    case 'TradingThawed':
      if (message.type === 'TradingThawed') peakStartedOver(draft, message)
      agesArmed(draft)
      return timersOfClosedDropped(draft)
    default:
      return
  }
}

type Concerned = { readonly account: AccountName; readonly symbol: MarketSymbol }

/** Where a rule keeps what it sees of an account's doing in a symbol. */
export const watchKey = (scope: string, { account, symbol }: Concerned): string => {
  if (scope === 'session') return 'session'
  return scope === 'account' ? account : symbol
}

const counted = (draft: Draft<State>, kind: RuleName, concerned: Concerned, seq: number): void => {
  const { at, risk } = draft
  risk.rules.forEach(({ rule, limit, scope }, i) => {
    const watch = risk.watches[i]
    if (rule !== kind || watch === undefined) return
    const ring = (watch.rings[watchKey(scope, concerned)] ??= newRing() as Draft<Ring>)
    ringPushed(ring, limit + 1, at, seq)
  })
}

const untripped = ({ risk }: Draft<State>, concerned: Concerned): void => {
  risk.rules.forEach(({ resume, scope }, i) => {
    if (resume !== null) delete risk.watches[i]?.tripped[watchKey(scope, concerned)]
  })
}

const tripped = ({ risk }: Draft<State>, denied: OrderDenied): void => {
  const { rule: label } = denied
  if (label === null) return
  const place = risk.rules.findIndex((rule) => rule.resume !== null && ruleLabel(rule) === label)
  const [rule, watch] = [risk.rules[place], risk.watches[place]]
  if (rule !== undefined && watch !== undefined) watch.tripped[watchKey(rule.scope, denied)] = true
}

/** Any quote is news, be it empty or older than the touch. */
const quoteSeen = (draft: Draft<State>, symbol: MarketSymbol, seq: number): void => {
  const { rules } = draft.risk
  for (let i = 0; i < rules.length; i++)
    if (rules[i]?.rule === 'stale-data') begun(draft, i, null, symbol, draft.at, seq)
  timersOfClosedDropped(draft)
}

/** A symbol with a mark can be traded, so its quotes are missed from then on. */
const quoteAwaited = (draft: Draft<State>, symbol: MarketSymbol, seq: number): void => {
  const { rules, watches } = draft.risk
  if ((draft.market[symbol]?.mark ?? null) === null) return
  for (let i = 0; i < rules.length; i++)
    if (rules[i]?.rule === 'stale-data' && watches[i]?.ages[symbol] === undefined)
      begun(draft, i, null, symbol, draft.at, seq)
}

/** A position is as old as its side: closing it, or turning it around, begins anew. */
const positionSeen = (draft: Draft<State>, event: OrderFilled, seq: number): void => {
  const { account, symbol, side } = event
  const now = heldIn(draft, account, symbol)
  const before = now - event.qty * (side === 'Buy' ? 1 : -1)
  if (Math.sign(now) === Math.sign(before)) return
  draft.risk.rules.forEach(({ rule }, i) => {
    if (rule === 'position-age') begun(draft, i, account, symbol, now === 0 ? null : draft.at, seq)
  })
  timersOfClosedDropped(draft)
}

/** Something begins to grow old anew. A timer that already waits moves once it comes to the top. */
const begun = (
  draft: Draft<State>,
  rule: number,
  account: AccountName | null,
  symbol: MarketSymbol,
  since: number | null,
  seq: number,
): void => {
  const ages = draft.risk.watches[rule]?.ages
  if (ages === undefined) return
  const key = account === null ? symbol : ageKey({ account, symbol })
  const age = (ages[key] ??= { account, symbol, since, seq, isArmed: false })
  age.since = since
  age.seq = seq
  if (!age.isArmed) armed(draft, rule, age)
}

const armed = (draft: Draft<State>, rule: number, age: Draft<Age>): void => {
  const timer = ageTimerOf(draft, rule, age)
  if (timer === null) return
  age.isArmed = true
  timerSet(draft.timers, timer)
}

/** After a change of the trading state some rules can act that could not before. */
const agesArmed = (draft: Draft<State>): void => {
  draft.risk.watches.forEach(({ ages }, i) => {
    for (const age of Object.values(ages)) if (!age.isArmed) armed(draft, i, age)
  })
}

const markSeen = (draft: Draft<State>, symbol: MarketSymbol): void => {
  if (draft.risk.pnl !== null && isHeld(draft, symbol)) pnlMarked(draft, symbol)
}

/** An edge that is good enough sets the timers that let go what it speaks for. */
const thawsArmed = (draft: Draft<State>, edge: EdgeUpdated, seq: number): void => {
  const { account, symbol } = edge
  thawArmed(draft, { account: null, symbol: null }, edge, seq)
  for (const each of Object.keys(draft.risk.accounts) as Array<AccountName>)
    if (account === null || account === each)
      thawArmed(draft, { account: each, symbol: null }, edge, seq)
  if (symbol !== null) thawArmed(draft, { account: null, symbol }, edge, seq)
}

const thawArmed = (draft: Draft<State>, about: About, edge: EdgeUpdated, seq: number): void => {
  const restriction = restrictionOf(draft, about)
  if (restriction === null || restriction.isThawArmed) return
  if (restriction.symbol !== null && restriction.symbol !== edge.symbol) return
  const timer = thawTimerOf(draft, about, seq)
  if (timer === null) return
  restriction.isThawArmed = true
  timerSet(draft.timers, timer)
}
