import type { Message } from '../../events/entry'
import type { OrderRejected } from '../../events/order-rejected'
import type { OrderReported } from '../../events/order-reported'
import type { State } from '../../state/state'
import type { OrderId } from '../../units/order-id'
import type { RetCode } from '../../units/ret-code'
import { amended } from './amended'
import { arrived } from './arrived'
import { ended } from './ended'

/**
 * What a report about an order comes to: that the venue has it, that it woke, that it was amended,
 * that it is over. Of an order that is not ours, or closed as far as we know, it says nothing new.
 */
export const ofOrderReport = (
  state: State,
  report: OrderReported,
  seq: number,
): Iterable<Message> | null => {
  const { orderId, orderStatus } = report
  if (orderId === null || state.orders.open[orderId] === undefined) return null
  return statuses.has(orderStatus) ? reported(state, orderId, report, seq) : null
}

/** Bybit's statuses, but for those of pre-listing auctions. */
const statuses: ReadonlySet<string> = new Set([
  'New',
  'PartiallyFilled',
  'Untriggered',
  'Triggered',
  'Filled',
  'Cancelled',
  'PartiallyFilledCanceled',
  'Deactivated',
  'Rejected',
])

function* reported(
  state: State,
  orderId: OrderId,
  report: OrderReported,
  seq: number,
): Generator<Message> {
  if (report.orderStatus === 'Rejected') {
    if (state.venue.orders[orderId] === undefined) yield rejected(state, orderId, report)
    return
  }
  yield* arrived(state, orderId, report.orderStatus, report.price)
  const change = amended(state, orderId, report, seq)
  if (change !== null) yield change
  yield* ended(state, orderId)
}

/** The venue took an order and then would not have it, for a reason in Bybit's own words. */
const rejected = (
  state: State,
  orderId: OrderId,
  { symbol, rejectReason }: OrderReported,
): OrderRejected => {
  const { account } = state.orders.open[orderId] as State['orders']['open'][OrderId]
  return {
    type: 'OrderRejected',
    orderId,
    account,
    symbol,
    reason: 'VENUE_REFUSED',
    retCode: 0 as RetCode,
    retMsg: rejectReason,
  }
}
