import { tradingStateOf } from '../../state/risk'
import { watchKey } from '../../state/risk-watch'
import { countAfter } from '../../state/ring'
import type { State } from '../../state/state'
import { mulDivUp } from '../../units/arithmetic'
import { bpsScale, pow10 } from '../../units/decimal'
import type { DenialReason } from '../../units/denial-reason'
import { notionalUsd } from '../../units/instrument'
import type { RiskRule } from '../../units/risk-rule'
import { ruleFigure, ruleLabel, ruleTraits } from '../../units/risk-rule'
import type { RuleName } from '../../units/rule-name'
import type { Text } from '../../units/text'
import { reduceOnlyQty } from '../closing-room'
import { worstOnSide } from '../worst-case'
import type { Denial, Judged } from './denial'
import { denial } from './denial'

/**
 * Denies what would not reduce a position while trading may only reduce, and then what breaks the
 * first rule, in the order they were given. A figure at its limit passes. An amendment is no new
 * order: its price and size are looked at, not how many there are.
 */
export const deniedByRule = (
  state: State,
  command: Judged,
  what: 'order' | 'amendment',
): Denial | null => {
  const { risk } = state
  if (
    tradingStateOf(risk, command.account, command.symbol) === 'reducing' &&
    !isReducing(state, command)
  )
    return denial('REDUCING')
  for (let i = 0; i < risk.rules.length; i++) {
    const rule = risk.rules[i] as RiskRule
    const reason = reasons[rule.rule]
    if (reason === undefined || (what === 'amendment' && isCount(rule))) continue
    const observed = figureOf(state, rule, i, command)
    const isTripped = risk.watches[i]?.tripped[watchKey(rule.scope, command)] === true
    const limit = isTripped ? (rule.resume ?? rule.limit) : rule.limit
    if (observed > limit)
      return {
        reason,
        rule: ruleLabel(rule) as Text,
        observed: ruleFigure(rule, observed) as Text,
        limit: ruleFigure(rule, limit) as Text,
        unit: ruleTraits[rule.rule].unit,
      }
  }
  return null
}

const reasons: Partial<Readonly<Record<RuleName, DenialReason>>> = {
  'order-rate': 'ORDER_RATE',
  'open-orders': 'OPEN_ORDERS',
  'price-collar': 'PRICE_COLLAR',
  'order-notional': 'ORDER_NOTIONAL',
}

const isCount = ({ rule }: RiskRule): boolean => rule === 'order-rate' || rule === 'open-orders'

/** Whether all on an order's side, this order included, would at most close the position. */
const isReducing = (state: State, order: Judged): boolean =>
  order.reduceOnly || worstOnSide(state, order) + reduceOnlyQty(state, order) <= 0

/** What a rule's figure would be with an order placed. */
const figureOf = (state: State, rule: RiskRule, place: number, command: Judged): number => {
  const { symbol } = command
  switch (rule.rule) {
    case 'order-rate': {
      const ring = state.risk.watches[place]?.rings[watchKey(rule.scope, command)]
      return countAfter(ring, state.at - (rule.windowUs ?? 0)) + 1
    }
    case 'open-orders':
      return openOrders(state, rule, command) + 1
    case 'price-collar':
      return awayFromMid(state, command)
    case 'order-notional': {
      const instrument = state.instruments[symbol]
      const price = command.price ?? state.market[symbol]?.mark ?? 0
      return instrument === undefined ? 0 : notionalUsd(instrument, command.qty, price)
    }
    default:
      return 0
  }
}

const openOrders = (
  { orders, accounts }: State,
  { scope }: RiskRule,
  { account, symbol }: Judged,
): number => {
  if (scope === 'session') return orders.openCount
  if (scope === 'account') return accounts[account]?.openCount ?? 0
  let open = 0
  for (const each of Object.values(accounts)) open += each.exposure[symbol]?.openOrders ?? 0
  return open
}

/** One, as a figure in basis points. */
const one = 10_000 * (pow10[bpsScale] as number)

/**
 * How far a price lies from the mid, rounded up; from the mark where there is no touch. A market
 * order has no price of its own.
 */
const awayFromMid = ({ market }: State, { symbol, price }: Judged): number => {
  if (price === null) return 0
  const { bid = null, ask = null, mark = null } = market[symbol] ?? {}
  const midTwice = bid === null || ask === null ? 2 * (mark ?? price) : bid + ask
  return mulDivUp(Math.abs(2 * price - midTwice), one, midTwice)
}
