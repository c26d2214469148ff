import type { OrderCanceled } from '../../events/order-canceled'
import type { LiveEnding, LiveOrder } from '../../state/live'
import type { State } from '../../state/state'
import type { CanceledReason } from '../../units/canceled-reason'
import { CancelType } from '../../units/cancel-type'
import type { OrderId } from '../../units/order-id'
import type { Qty } from '../../units/qty'
import { VenueRejectReason } from '../../units/venue-reject-reason'

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
  yield {
    type: 'OrderCanceled',
    orderId,
    symbol: order.symbol,
    leavesQty: order.leavesQty as Qty,
    reason: reasonOf(live, ending),
    orderStatus: ending.orderStatus,
    cancelType: CancelType.is(cancelType) ? cancelType : 'UNKNOWN',
    rejectReason: VenueRejectReason.is(rejectReason) ? rejectReason : 'EC_Others',
  }
}

/** A rule of the venue's, else whoever asked for it, else the venue for reasons of its own. */
const reasonOf = (
  { cancelReason }: LiveOrder,
  { cancelType, rejectReason }: LiveEnding,
): CanceledReason => byReject.get(rejectReason) ?? byType.get(cancelType) ?? cancelReason ?? 'VENUE'

const byReject: ReadonlyMap<string, CanceledReason> = new Map([
  ['EC_PostOnlyWillTakeLiquidity', 'POST_ONLY_WOULD_TAKE'],
  ['EC_NoImmediateQtyToFill', 'NOTHING_TO_TAKE'],
  ['EC_CancelForNoFullFill', 'NOT_FILLABLE_WHOLE'],
  ['EC_NoEnoughQtyToFill', 'NOT_FILLABLE_WHOLE'],
  ['EC_BySelfMatch', 'SELF_MATCH'],
])

const byType: ReadonlyMap<string, CanceledReason> = new Map([
  ['CancelByReduceOnly', 'REDUCE_ONLY'],
  ['CancelBySmp', 'SELF_MATCH'],
  ['CancelByCannotAffordOrderCost', 'INSUFFICIENT_BALANCE'],
])
