import type { CancelOrder } from '../../commands/cancel-order'
import type { CancelRejected } from '../../events/cancel-rejected'
import type { OrderCanceled } from '../../events/order-canceled'
import type { State } from '../../state/state'
import type { VenueOrder } from '../../state/venue'
import type { CanceledReason } from '../../units/canceled-reason'
import type { Qty } from '../../units/qty'
import { bybitCancel, bybitNothingToCancel } from './bybit-answers'

/** The venue's answer to a cancel: whatever is open is canceled, whatever is not cannot be. */
export const cancelOrder = (state: State, command: CancelOrder): OrderCanceled | CancelRejected => {
  const { orderId, symbol, reason } = command
  const order = state.venue.orders[orderId]
  return order === undefined
    ? {
        type: 'CancelRejected',
        orderId,
        symbol,
        reason: 'ORDER_NOT_FOUND',
        ...bybitNothingToCancel(state.instruments[symbol]?.category ?? 'linear'),
      }
    : canceled(state, order, order.leavesQty, reason)
}

/** The venue takes an order off, of which so much is left. Spot says so where some of it filled. */
export const canceled = (
  state: State,
  { orderId, symbol, qty }: VenueOrder,
  leavesQty: number,
  reason: Exclude<CanceledReason, 'VENUE'>,
): OrderCanceled => ({
  type: 'OrderCanceled',
  orderId,
  symbol,
  leavesQty: leavesQty as Qty,
  reason,
  orderStatus:
    state.instruments[symbol]?.category === 'spot' && leavesQty < qty
      ? 'PartiallyFilledCanceled'
      : 'Cancelled',
  ...bybitCancel[reason],
})
