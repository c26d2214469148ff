import type { Category, OrderType, Side, TimeInForce } from '@shadowtape/core'

import type { DecimalText } from './decimal-text'

/** Where something is traded: a symbol of a product family. */
export type MarketOf = { readonly category: Category; readonly symbol: string }

/** Which order is meant: by our own id, by the exchange's, or by both. One of them is there. */
export type OrderName = {
  readonly clientOrderId?: string
  readonly orderId?: string
}

/** An order to be placed. A limit order has a price; a market order none, and it never rests. */
export type PlaceRequest = MarketOf & {
  readonly side: Side
  readonly orderType: OrderType
  readonly qty: DecimalText
  readonly price?: DecimalText
  /** `GTC` where it does not say; a market order is always `IOC`. */
  readonly timeInForce?: TimeInForce
  /** Made by the client where it is left out. It never names a second order. */
  readonly clientOrderId?: string
  /** Linear only: the order closes what is held, and never opens anything. */
  readonly reduceOnly?: boolean
  /** Linear in hedge mode only: 1 is the long side, 2 the short one; 0 is one-way mode. */
  readonly positionIdx?: 0 | 1 | 2
}

/** What an open order shall be instead: another price, another quantity in all, or both. */
export type AmendRequest = MarketOf &
  OrderName & {
    readonly price?: DecimalText
    readonly qty?: DecimalText
  }

/** An open order that shall be no more. */
export type CancelRequest = MarketOf & OrderName

/** All open orders of a symbol; on linear, of a settle coin; on spot, of the whole account. */
export type CancelAllRequest = {
  readonly category: Category
  readonly symbol?: string
  readonly settleCoin?: string
}

/**
 * The exchange took what was asked. `orderId` is `null` where it said that it knows the order
 * already but not yet under which id. `settledBy` says how we know: its answer, or that we asked
 * for the order after an answer that left it open.
 */
export type OrderAck = {
  readonly clientOrderId: string | null
  readonly orderId: string | null
  readonly settledBy: 'answer' | 'query'
}

/**
 * An order that is not open any more. `closed` is what it was found as where the cancel came too
 * late, or was found to have worked; `null` where the exchange took the cancel.
 */
export type CancelAck = OrderAck & { readonly closed: ExchangeOrder | null }

/** How an order stands. `Untriggered` waits for its trigger; the last three are closed. */
export type OrderState =
  'Untriggered' | 'Open' | 'PartiallyFilled' | 'Filled' | 'Canceled' | 'Rejected'

/** An order as the exchange tells it. Figures it does not tell are `null`. Times are in ms. */
export type ExchangeOrder = {
  readonly category: Category
  readonly symbol: string
  readonly orderId: string
  readonly clientOrderId: string | null
  readonly side: Side
  readonly orderType: OrderType
  readonly timeInForce: string
  readonly state: OrderState
  /** The exchange's own word for the state, which may say more. */
  readonly venueState: string
  /** The exchange's own word for why it is closed. */
  readonly closeReason: string
  readonly price: DecimalText | null
  readonly qty: DecimalText
  readonly filledQty: DecimalText
  readonly remainingQty: DecimalText | null
  readonly averagePrice: DecimalText | null
  readonly reduceOnly: boolean
  readonly createdMs: number
  readonly updatedMs: number
}

/** Whether an order is closed: nothing can be done to it any more. */
export const isClosed = ({ state }: ExchangeOrder): boolean =>
  state === 'Filled' || state === 'Canceled' || state === 'Rejected'
