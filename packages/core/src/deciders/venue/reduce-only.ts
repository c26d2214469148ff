import type { OrderCanceled } from '../../events/order-canceled'
import type { OrderFilled } from '../../events/order-filled'
import type { State } from '../../state/state'
import { holdingOf, venueOrder } from '../../state/venue'
import { canceled } from './cancel-order'
import { newFills } from './fill'

const nothing: ReadonlyArray<OrderCanceled> = []

/**
 * After a fill, orders that may only reduce and have nothing left to reduce are taken off; of a
 * trade between two of our own, after both sides.
 */
export const reduceOnlyLeft = (
  state: State,
  { account, symbol, against, liquidity }: OrderFilled,
): ReadonlyArray<OrderCanceled> => {
  if (against === 'OWN' && liquidity === 'Maker') return nothing
  const { reduceOnly } = holdingOf(state, { account, symbol })
  if (reduceOnly.length === 0) return nothing
  const fills = newFills(state)
  return reduceOnly
    .map((orderId) => venueOrder(state, orderId))
    .filter((order) => !order.isWaiting && fills.fillable(order) === 0)
    .map((order) => canceled(state, order, order.leavesQty, 'REDUCE_ONLY'))
}
