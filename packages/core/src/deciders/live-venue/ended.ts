import type { OrderCanceled } from '../../events/order-canceled'
import type { State } from '../../state/state'
import { CancelType } from '../../units/cancel-type'
import type { OrderId } from '../../units/order-id'
import type { Qty } from '../../units/qty'
import { VenueRejectReason } from '../../units/venue-reject-reason'
import { reasonOfCancel } from '../venue/bybit-answers'

/**
 * That an order is over, once all that traded of it has been reported: the end may be reported
 * before the trades that came before it.
 */
export function* ended(state: State, orderId: OrderId): Generator<OrderCanceled> {
  const live = state.live?.orders[orderId]
  const order = state.venue.orders[orderId]
  const ending = live?.ending ?? null
  if (live === undefined || ending === null || order === undefined) return
  if (order.qty - order.leavesQty < ending.cumQty) return
  const { cancelType, rejectReason } = ending
  // a rule of the venue's, else whoever asked for it, else the venue for reasons of its own
  const reason = reasonOfCancel(cancelType, rejectReason) ?? live.cancelReason ?? 'VENUE'
  yield {
    type: 'OrderCanceled',
    orderId,
    symbol: order.symbol,
    leavesQty: order.leavesQty as Qty,
    reason,
    orderStatus: ending.orderStatus,
    cancelType: CancelType.is(cancelType) ? cancelType : 'UNKNOWN',
    rejectReason: VenueRejectReason.is(rejectReason) ? rejectReason : 'EC_Others',
  }
}
