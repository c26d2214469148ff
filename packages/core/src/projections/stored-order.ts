import type { OrderPlaced } from '../events/order-placed'
import type { TradingStopTriggered } from '../events/trading-stop-triggered'
import type { CanceledReason } from '../units/canceled-reason'
import type { ClientOrderId } from '../units/client-order-id'
import type { OrderId } from '../units/order-id'
import type { RejectionReason } from '../units/rejection-reason'

/** Every status an order can have in the store, in the order of a life; the last three end it. */
export const orderStatuses = [
  'pending',
  'open',
  'partially-filled',
  'filled',
  'canceled',
  'rejected',
] as const

/**
 * What has become of an order, as far as we have heard: placed and not acknowledged; acknowledged;
 * traded in part; traded whole; taken off by the venue, whatever had traded; or refused by the
 * venue. What we denied ourselves never was an order.
 */
export type StoredStatus = (typeof orderStatuses)[number]

/** The terms that an order stands on, as it was placed. */
type PlacedTerms = Pick<
  OrderPlaced,
  'account' | 'symbol' | 'side' | 'orderType' | 'timeInForce' | 'reduceOnly' | 'orderLinkId'
>

/**
 * An order as the store knows it. Prices and quantities are in the instrument's units, times in
 * microseconds of engine time. `clientId` is `null` for an order that the venue made itself, and
 * `venueOrderId` where the venue has no name of its own for ours. `leavesQty` is 0 once it is
 * closed; `reason` then says why it was canceled or rejected.
 */
export type StoredOrder = PlacedTerms & {
  readonly clientId: ClientOrderId | null
  readonly orderId: OrderId
  readonly venueOrderId: string | null
  readonly status: StoredStatus
  readonly price: number | null
  readonly qty: number
  readonly filledQty: number
  readonly leavesQty: number
  readonly fills: number
  readonly isAcknowledged: boolean
  /** Whether it still waits for its trigger, so that it cannot trade yet. */
  readonly isUntriggered: boolean
  readonly isCancelAsked: boolean
  readonly reason: CanceledReason | RejectionReason | null
  readonly placedSeq: number
  readonly placedAt: number
  readonly acknowledgedAt: number | null
  readonly filledAt: number | null
  readonly closedAt: number | null
  /** The last line that changed it. */
  readonly lastSeq: number
}

/** A stored order that its store may change. */
export type KeptOrder = { -readonly [K in keyof StoredOrder]: StoredOrder[K] }

/** When a line was heard: its number, and its engine time. */
export type HeardAt = { readonly seq: number; readonly at: number }

/** An order of ours that has just set out for the venue. */
export const keptOfPlaced = (
  event: OrderPlaced,
  clientId: ClientOrderId,
  { seq, at }: HeardAt,
): KeptOrder => ({
  // one literal, not a spread: spreading so many fields takes microseconds
  clientId,
  orderId: event.orderId,
  venueOrderId: null,
  account: event.account,
  symbol: event.symbol,
  side: event.side,
  orderType: event.orderType,
  timeInForce: event.timeInForce,
  reduceOnly: event.reduceOnly,
  orderLinkId: event.orderLinkId,
  status: 'pending',
  price: event.price,
  qty: event.qty,
  filledQty: 0,
  leavesQty: event.qty,
  fills: 0,
  isAcknowledged: false,
  isUntriggered: false,
  isCancelAsked: false,
  reason: null,
  placedSeq: seq,
  placedAt: at,
  acknowledgedAt: null,
  filledAt: null,
  closedAt: null,
  lastSeq: seq,
})

/** An order that the venue made itself, to close a position: open from the moment we hear of it. */
export const keptOfStop = (event: TradingStopTriggered, { seq, at }: HeardAt): KeptOrder => ({
  clientId: null,
  orderId: event.orderId,
  venueOrderId: event.orderId,
  account: event.account,
  symbol: event.symbol,
  side: event.side,
  orderType: 'Market',
  timeInForce: 'IOC',
  reduceOnly: true,
  orderLinkId: null,
  status: 'open',
  price: event.price,
  qty: event.qty,
  filledQty: 0,
  leavesQty: event.qty,
  fills: 0,
  isAcknowledged: true,
  isUntriggered: false,
  isCancelAsked: false,
  reason: null,
  placedSeq: seq,
  placedAt: at,
  acknowledgedAt: at,
  filledAt: null,
  closedAt: null,
  lastSeq: seq,
})

/** Whether nothing more can become of an order. */
export const isClosed = ({ closedAt }: Pick<StoredOrder, 'closedAt'>): boolean => closedAt !== null
