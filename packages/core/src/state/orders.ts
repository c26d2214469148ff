import type { Draft } from 'immer'

import { invariant } from '../base/invariant'
import type { OrderAccepted } from '../events/order-accepted'
import type { OrderCanceled } from '../events/order-canceled'
import type { OrderFilled } from '../events/order-filled'
import type { OrderPlaced } from '../events/order-placed'
import type { OrderRejected } from '../events/order-rejected'
import type { MarketSymbol } from '../units/market-symbol'
import type { OrderId } from '../units/order-id'
import type { OrderLinkId } from '../units/order-link-id'
import type { Side } from '../units/side'
import type { BySymbol, State } from './state'

/** An order that risk let through and that is not closed. `number` is the counter in its id. */
export type OpenOrder = {
  readonly orderId: OrderId
  readonly number: number
  readonly symbol: MarketSymbol
  readonly side: Side
  readonly price: number
  readonly qty: number
  readonly leavesQty: number
  readonly orderLinkId: OrderLinkId | null
  readonly isAccepted: boolean
}

/** What rests in one symbol, by side, in the instrument's quantity units. */
export type Exposure = {
  readonly buyQty: number
  readonly sellQty: number
  readonly openOrders: number
}

/**
 * The open orders by id, what rests by symbol, and the counters that ids are made of. `links` names
 * the open order that owns each `orderLinkId`.
 */
export type Orders = {
  readonly open: Readonly<Record<OrderId, OpenOrder>>
  readonly openCount: number
  readonly links: Readonly<Record<string, OrderId>>
  readonly exposure: BySymbol<Exposure>
  readonly lastOrder: number
  readonly lastFill: number
}

/** Where `links` keeps an `orderLinkId`; the prefix keeps digits from looking like an index. */
export const linkKey = (orderLinkId: OrderLinkId): string => `link-${orderLinkId}`

/** An order is open from the moment risk lets it through. */
export const orderPlaced = (draft: Draft<State>, event: OrderPlaced): void => {
  const orders = draft.orders
  invariant(orders.open[event.orderId] === undefined, () => `${event.orderId} is placed twice`)
  orders.lastOrder += 1
  orders.openCount += 1
  orders.open[event.orderId] = {
    orderId: event.orderId,
    number: orders.lastOrder,
    symbol: event.symbol,
    side: event.side,
    price: event.price,
    qty: event.qty,
    leavesQty: event.qty,
    orderLinkId: event.orderLinkId,
    isAccepted: false,
  }
  if (event.orderLinkId !== null) orders.links[linkKey(event.orderLinkId)] ??= event.orderId
  const exposure = orders.exposure[event.symbol]
  invariant(exposure !== undefined, () => `${event.symbol} was never listed`)
  exposure.openOrders += 1
  if (event.side === 'Buy') exposure.buyQty += event.qty
  else exposure.sellQty += event.qty
}

/** The venue has the order now; until then it is only on its way. */
export const orderAccepted = (draft: Draft<State>, event: OrderAccepted): void => {
  openOrder(draft, event.orderId).isAccepted = true
}

/** A rejected order is closed, with nothing filled. */
export const orderRejected = (draft: Draft<State>, event: OrderRejected): void => {
  close(draft, event.orderId)
}

/** A canceled order is closed with what it left unfilled. */
export const orderCanceled = (draft: Draft<State>, event: OrderCanceled): void => {
  close(draft, event.orderId)
}

/** A fill leaves a remainder, or closes the order. */
export const orderFilled = (draft: Draft<State>, event: OrderFilled): void => {
  const order = openOrder(draft, event.orderId)
  draft.orders.lastFill += 1
  invariant(
    event.qty > 0 && order.leavesQty - event.qty === event.leavesQty,
    () =>
      `${order.orderId} cannot fill ${event.qty} of ${order.leavesQty}, leaving ${event.leavesQty}`,
  )
  order.leavesQty = event.leavesQty
  reduceExposure(draft, order, event.qty)
  if (event.leavesQty === 0) close(draft, event.orderId)
}

const openOrder = (draft: Draft<State>, orderId: OrderId): Draft<OpenOrder> => {
  const order = draft.orders.open[orderId]
  invariant(order !== undefined, () => `${orderId} is not open`)
  return order
}

const reduceExposure = (draft: Draft<State>, order: OpenOrder, qty: number): void => {
  const exposure = draft.orders.exposure[order.symbol]
  invariant(exposure !== undefined, () => `${order.symbol} was never listed`)
  if (order.side === 'Buy') exposure.buyQty -= qty
  else exposure.sellQty -= qty
  invariant(
    exposure.buyQty >= 0 && exposure.sellQty >= 0,
    () => `${order.symbol} rests less than none`,
  )
}

const close = (draft: Draft<State>, orderId: OrderId): void => {
  const order = openOrder(draft, orderId)
  reduceExposure(draft, order, order.leavesQty)
  const exposure = draft.orders.exposure[order.symbol]
  if (exposure !== undefined) exposure.openOrders -= 1
  draft.orders.openCount -= 1
  if (order.orderLinkId !== null) {
    const key = linkKey(order.orderLinkId)
    if (draft.orders.links[key] === orderId) delete draft.orders.links[key]
  }
  delete draft.orders.open[orderId]
}
