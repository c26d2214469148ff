import type { Draft } from 'immer'

import { invariant } from '../base/invariant'
import type { TradingStopSet } from '../events/trading-stop-set'
import type { TradingStopTriggered } from '../events/trading-stop-triggered'
import type { OrderId } from '../units/order-id'
import { positionOf } from './accounts'
import type { OrderTerms } from './order-terms'
import type { OpenOrder } from './orders'
import { opened } from './orders'
import type { State } from './state'
import { tradingStopOf } from './trading-stop'
import type { VenueOrder } from './venue'
import { holdingOf, venueRow } from './venue'
import { openedAtVenue } from './venue-orders'

/**
 * The number of an order that the venue made itself: below zero, so that its draws are none of
 * those of the orders that we placed. 0 for all others.
 */
export const stopOrderNumber = (orderId: OrderId): number =>
  orderId.startsWith('s-') ? 0 - Number(orderId.slice(2)) : 0

/** Whether the venue made an order itself, to close a position. */
export const isStopOrder = ({ number }: Pick<OrderTerms, 'number'>): boolean => number < 0

/** What the venue closes a position with: a market order, up to its protective price. */
const termsOf = (event: TradingStopTriggered): OrderTerms => ({
  orderId: event.orderId,
  number: stopOrderNumber(event.orderId),
  account: event.account,
  symbol: event.symbol,
  side: event.side,
  orderType: 'Market',
  price: event.price,
  qty: event.qty,
  timeInForce: 'IOC',
  reduceOnly: true,
  smpType: 'None',
  trigger: null,
  orderLinkId: null,
})

/** The venue keeps a trading stop in place of what it had, or no longer any. */
export const tradingStopSetAtVenue = (draft: Draft<State>, event: TradingStopSet): void => {
  const { position } = holdingOf(draft, event)
  const row = venueRow(draft, event.symbol)
  if (position.tradingStop !== null) row.tradingStops -= 1
  position.tradingStop = tradingStopOf(event)
  if (position.tradingStop !== null) row.tradingStops += 1
}

/** A trading stop is spent, and the venue has an order of its own to close the position. */
export const stopTriggeredAtVenue = (draft: Draft<State>, event: TradingStopTriggered): void => {
  const { position } = holdingOf(draft, event)
  invariant(position.tradingStop !== null, () => `${event.symbol} has no trading stop`)
  position.tradingStop = null
  venueRow(draft, event.symbol).tradingStops -= 1
  draft.venue.lastStopOrder += 1
  const order: Draft<VenueOrder> = {
    ...termsOf(event),
    leavesQty: event.qty,
    isWaiting: false,
  }
  openedAtVenue(draft, order)
}

/** We hear that our position has a trading stop, another one, or none. */
export const tradingStopSet = (draft: Draft<State>, event: TradingStopSet): void => {
  positionOf(draft, event).tradingStop = tradingStopOf(event)
}

/**
 * We hear that a trading stop is spent, and of the order that it came to: open like any of ours,
 * but neither placed by us nor counted by our ids.
 */
export const stopTriggered = (draft: Draft<State>, event: TradingStopTriggered): void => {
  positionOf(draft, event).tradingStop = null
  const order: Draft<OpenOrder> = {
    ...termsOf(event),
    leavesQty: event.qty,
    isAccepted: true,
    wantedQty: 0,
    amends: 0,
    exposedQty: 0,
    requests: 0,
    isCancelAsked: false,
  }
  opened(draft, order)
}
