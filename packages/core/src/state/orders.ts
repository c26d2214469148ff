import type { Draft } from 'immer'

import { broken, invariant } from '../base/invariant'
import type { CancelOrder } from '../commands/cancel-order'
import type { AmendPlaced } from '../events/amend-placed'
import type { CancelRejected } from '../events/cancel-rejected'
import type { OrderAccepted } from '../events/order-accepted'
import type { OrderAmended } from '../events/order-amended'
import type { OrderFilled } from '../events/order-filled'
import type { OrderPlaced } from '../events/order-placed'
import type { OrderId } from '../units/order-id'
import { accountOf } from './accounts'
import type { OrderTerms } from './order-terms'
import { triggerOf } from './order-terms'
import type { State } from './state'

/**
 * An order that risk let through and that we do not know to be closed, as far as we have heard.
 * `wantedQty` is the most that amendments under way ask for, `amends` how many those are,
 * `exposedQty` what the order counts for in the worst case. `requests` counts what set out for
 * the venue about it.
 */
export type OpenOrder = OrderTerms & {
  readonly leavesQty: number
  readonly isAccepted: boolean
  readonly wantedQty: number
  readonly amends: number
  readonly exposedQty: number
  readonly requests: number
  readonly isCancelAsked: boolean
}

/** What rests in one symbol, by side, in the instrument's quantity units; not what only reduces. */
export type Exposure = {
  readonly buyQty: number
  readonly sellQty: number
  readonly openOrders: number
}

/** The open orders by id, of every account, and the counter that ids are made of. */
export type Orders = {
  readonly open: Readonly<Record<OrderId, OpenOrder>>
  readonly openCount: number
  readonly lastOrder: number
}

/** An order is open from the moment risk lets it through. */
export const orderPlaced = (draft: Draft<State>, event: OrderPlaced): void => {
  const orders = draft.orders
  invariant(orders.open[event.orderId] === undefined, () => `${event.orderId} is placed twice`)
  orders.lastOrder += 1
  // one literal, not a spread: spreading so many fields takes microseconds
  const order: Draft<OpenOrder> = {
    orderId: event.orderId,
    number: orders.lastOrder,
    account: event.account,
    symbol: event.symbol,
    side: event.side,
    orderType: event.orderType,
    price: event.price,
    qty: event.qty,
    timeInForce: event.timeInForce,
    reduceOnly: event.reduceOnly,
    smpType: event.smpType,
    trigger: triggerOf(event),
    orderLinkId: event.orderLinkId,
    leavesQty: event.qty,
    isAccepted: false,
    wantedQty: 0,
    amends: 0,
    exposedQty: 0,
    requests: 0,
    isCancelAsked: false,
  }
  opened(draft, order)
}

/** An order joins those that are open, and is counted. */
export const opened = (draft: Draft<State>, order: Draft<OpenOrder>): void => {
  draft.orders.open[order.orderId] = order
  draft.orders.openCount += 1
  accountOf(draft, order.account).openCount += 1
  exposureOf(draft, order).openOrders += 1
  exposed(draft, order)
}

/** The venue has the order now; until then it is only on its way. */
export const orderAccepted = (draft: Draft<State>, event: OrderAccepted): void => {
  const order = openOrder(draft, event.orderId)
  order.isAccepted = true
  order.price = event.price
}

/**
 * A cancel is on its way; one that a real venue never got, or would not do, is so no more, and may
 * be asked for again.
 */
export const cancelHeard = (draft: Draft<State>, message: CancelOrder | CancelRejected): void => {
  const order = draft.orders.open[message.orderId]
  if (order === undefined) return
  if (message.type === 'CancelOrder') order.isCancelAsked = true
  else if (message.reason !== 'ORDER_NOT_FOUND') order.isCancelAsked = false
}

/** Whether a cancel of an order is under way. */
export const isCancelAsked = ({ orders }: Pick<State, 'orders'>, orderId: OrderId): boolean =>
  orders.open[orderId]?.isCancelAsked === true

/** An amendment is on its way: the order counts for the most it may come to. */
export const amendPlaced = (draft: Draft<State>, event: AmendPlaced): void => {
  const order = draft.orders.open[event.orderId]
  if (order === undefined) return
  order.amends += 1
  order.wantedQty = Math.max(order.wantedQty, event.qty ?? 0)
  exposed(draft, order)
}

/** The venue has amended the order. */
export const orderAmended = (draft: Draft<State>, event: OrderAmended): void => {
  const order = openOrder(draft, event.orderId)
  order.price = event.price
  order.qty = event.qty
  order.leavesQty = event.leavesQty
  amendAnswered(draft, event)
}

/** An amendment is answered, whichever way. */
export const amendAnswered = (
  draft: Draft<State>,
  { orderId }: { readonly orderId: OrderId },
): void => {
  const order = draft.orders.open[orderId]
  if (order === undefined) return
  order.amends = Math.max(order.amends - 1, 0)
  if (order.amends === 0) order.wantedQty = 0
  exposed(draft, order)
}

/** A rejected or canceled order is closed. */
export const orderClosed = (
  draft: Draft<State>,
  { orderId }: { readonly orderId: OrderId },
): void => {
  const { orders } = draft
  const order = openOrder(draft, orderId)
  order.leavesQty = 0
  order.qty = 0
  order.wantedQty = 0
  exposed(draft, order)
  accountOf(draft, order.account).openCount -= 1
  exposureOf(draft, order).openOrders -= 1
  orders.openCount -= 1
  delete orders.open[orderId]
}

/** A fill leaves a remainder, or closes the order. */
export const orderFilled = (draft: Draft<State>, event: OrderFilled): void => {
  const order = openOrder(draft, event.orderId)
  invariant(
    event.qty > 0 && order.leavesQty - event.qty === event.leavesQty,
    () =>
      `${order.orderId} cannot fill ${event.qty} of ${order.leavesQty}, leaving ${event.leavesQty}`,
  )
  order.leavesQty = event.leavesQty
  if (event.leavesQty === 0) orderClosed(draft, event)
  else exposed(draft, order)
}

const openOrder = (draft: Draft<State>, orderId: OrderId): Draft<OpenOrder> =>
  draft.orders.open[orderId] ?? broken(`${orderId} is not open`)

const exposureOf = (draft: Draft<State>, { account, symbol }: OpenOrder): Draft<Exposure> =>
  accountOf(draft, account).exposure[symbol] ?? broken(`${symbol} was never listed`)

/** Counts an order for what it may still come to; one that only reduces never makes more. */
const exposed = (draft: Draft<State>, order: Draft<OpenOrder>): void => {
  const exposure = exposureOf(draft, order)
  const filled = order.qty - order.leavesQty
  const qty = order.reduceOnly ? 0 : Math.max(order.leavesQty, order.wantedQty - filled)
  if (order.side === 'Buy') exposure.buyQty += qty - order.exposedQty
  else exposure.sellQty += qty - order.exposedQty
  order.exposedQty = qty
  invariant(
    exposure.buyQty >= 0 && exposure.sellQty >= 0,
    () => `${order.symbol} rests less than none`,
  )
}
