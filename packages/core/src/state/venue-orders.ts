import type { Draft } from 'immer'

import { invariant } from '../base/invariant'
import type { OrderAccepted } from '../events/order-accepted'
import type { OrderAmended } from '../events/order-amended'
import type { OrderCanceled } from '../events/order-canceled'
import type { OrderFilled } from '../events/order-filled'
import type { OrderTriggered } from '../events/order-triggered'
import { committed } from './balances'
import { displayedAt } from './displayed'
import { filledAt } from './positions'
import { joined, left, levelsOf, shrunk } from './resting'
import type { State } from './state'
import { stopAdded, stopRemoved } from './stops'
import { tookFromBook } from './taken'
import type { VenueOrder } from './venue'
import {
  canRest,
  holdingOf,
  linkKey,
  marketAtVenue,
  venueAccount,
  venueOrder,
  venueRow,
} from './venue'

/** The venue has the order now, on the terms it was placed with. */
export const acceptedAtVenue = (draft: Draft<State>, event: OrderAccepted): void => {
  const { venue } = draft
  const placed = draft.orders.open[event.orderId]
  invariant(placed !== undefined, () => `${event.orderId} was never placed`)
  invariant(venue.orders[event.orderId] === undefined, () => `${event.orderId} is accepted twice`)
  const order: Draft<VenueOrder> = {
    orderId: placed.orderId,
    number: placed.number,
    account: placed.account,
    symbol: placed.symbol,
    side: placed.side,
    orderType: placed.orderType,
    price: event.price,
    qty: placed.qty,
    timeInForce: placed.timeInForce,
    reduceOnly: placed.reduceOnly,
    smpType: placed.smpType,
    trigger: placed.trigger,
    orderLinkId: placed.orderLinkId,
    leavesQty: placed.qty,
    isWaiting: event.orderStatus === 'Untriggered',
  }
  openedAtVenue(draft, order)
  if (order.isWaiting && order.trigger !== null)
    stopAdded(venueRow(draft, order.symbol).stops, order.trigger, order.orderId)
  else rested(draft, order)
}

/** An order joins those that the venue has, and is counted there. */
export const openedAtVenue = (draft: Draft<State>, order: Draft<VenueOrder>): void => {
  const account = venueAccount(draft, order.account)
  const holding = holdingOf(draft, order)
  draft.venue.orders[order.orderId] = order
  account.openCount += 1
  holding.openOrders += 1
  if (order.reduceOnly) holding.reduceOnly.push(order.orderId)
  if (order.orderLinkId !== null) account.links[linkKey(order.orderLinkId)] = order.orderId
  committed(draft, order, 1)
}

/** A conditional order has woken, and is like one that has just come in. */
export const triggeredAtVenue = (draft: Draft<State>, event: OrderTriggered): void => {
  const order = venueOrder(draft, event.orderId)
  invariant(order.isWaiting && order.trigger !== null, () => `${order.orderId} waits for nothing`)
  stopRemoved(venueRow(draft, event.symbol).stops, order.trigger, order.orderId)
  order.isWaiting = false
  order.price = event.price
  committed(draft, order, 1)
  rested(draft, order)
}

/** Another price or more of it goes to the end of its queue; less of it stays where it is. */
export const amendedAtVenue = (draft: Draft<State>, event: OrderAmended): void => {
  const order = venueOrder(draft, event.orderId)
  if (isInQueue(draft, order)) {
    const levels = levelsOf(venueRow(draft, order.symbol).resting, order.side)
    if (event.keepsPlace)
      shrunk(levels, order.side, event.price, order.orderId, order.leavesQty - event.leavesQty)
    else left(levels, order.side, order.price ?? 0, order.orderId)
  }
  committed(draft, order, -1)
  order.price = event.price
  order.qty = event.qty
  order.leavesQty = event.leavesQty
  committed(draft, order, 1)
  if (!event.keepsPlace) rested(draft, order)
}

/** A fill takes from the order, from what is displayed or came through, and moves our position. */
export const filledAtVenue = (draft: Draft<State>, event: OrderFilled): void => {
  const order = venueOrder(draft, event.orderId)
  const row = venueRow(draft, event.symbol)
  invariant(
    event.qty > 0 && order.leavesQty - event.qty === event.leavesQty,
    () =>
      `${order.orderId} cannot fill ${event.qty} of ${order.leavesQty}, leaving ${event.leavesQty}`,
  )
  draft.venue.lastFill += 1
  const { position } = holdingOf(draft, order)
  const hadStop = position.tradingStop !== null
  filledAt(position, event)
  if (hadStop && position.tradingStop === null) row.tradingStops -= 1
  if (event.against === 'BOOK') {
    const market = marketAtVenue(draft, event.symbol)
    tookFromBook(row.taken, market, event.side, event.price, event.qty)
  }
  if (isInQueue(draft, order))
    shrunk(
      levelsOf(row.resting, order.side),
      order.side,
      order.price ?? 0,
      order.orderId,
      event.qty,
    )
  committed(draft, order, -1)
  order.leavesQty = event.leavesQty
  committed(draft, order, 1)
  if (event.leavesQty === 0) closed(draft, order)
}

/** The venue has taken the order off. */
export const canceledAtVenue = (draft: Draft<State>, event: OrderCanceled): void => {
  closed(draft, venueOrder(draft, event.orderId))
}

/** Whether orders stand in queues of ours: by draws, or at a real venue, they fill otherwise. */
const hasQueues = ({ config }: Pick<State, 'config'>): boolean =>
  config?.fillModel !== 'scheduled' && config?.fillModel !== 'venue'

const isInQueue = (draft: Draft<State>, order: Draft<VenueOrder>): boolean =>
  hasQueues(draft) && canRest(order) && !order.isWaiting

const rested = (draft: Draft<State>, order: Draft<VenueOrder>): void => {
  if (!isInQueue(draft, order) || order.price === null) return
  const levels = levelsOf(venueRow(draft, order.symbol).resting, order.side)
  const isQueued = draft.config?.fillModel === 'queue'
  const market = marketAtVenue(draft, order.symbol)
  const shownQty = isQueued ? displayedAt(market, order.side, order.price) : 0
  joined(levels, order.side, order.price, order, shownQty)
}

const closed = (draft: Draft<State>, order: Draft<VenueOrder>): void => {
  const { venue } = draft
  const account = venueAccount(draft, order.account)
  const holding = holdingOf(draft, order)
  const row = venueRow(draft, order.symbol)
  if (isInQueue(draft, order))
    left(levelsOf(row.resting, order.side), order.side, order.price ?? 0, order.orderId)
  if (order.isWaiting && order.trigger !== null)
    stopRemoved(row.stops, order.trigger, order.orderId)
  if (order.reduceOnly) holding.reduceOnly.splice(holding.reduceOnly.indexOf(order.orderId), 1)
  if (order.orderLinkId !== null) delete account.links[linkKey(order.orderLinkId)]
  committed(draft, order, -1)
  holding.openOrders -= 1
  account.openCount -= 1
  delete venue.orders[order.orderId]
}
