import type { OrderAmended } from '../../events/order-amended'
import type { State } from '../../state/state'
import type { OrderId } from '../../units/order-id'
import type { Price } from '../../units/price'
import type { Qty } from '../../units/qty'

/** At what an order stands, or stood, as a report has it; `null` where it does not say. */
export type Standing = { readonly price: number | null; readonly qty: Qty | null }

/**
 * An order that stands otherwise than we know, or stood so at its end, was amended, if nothing
 * newer than line `seq` was reported of it.
 */
export const amended = (
  state: State,
  orderId: OrderId,
  { price, qty }: Standing,
  seq: number,
): OrderAmended | null => {
  const order = state.venue.orders[orderId]
  if (order === undefined || price === null || qty === null) return null
  if (state.live?.orders[orderId]?.reportSeq !== seq) return null
  if (order.price === price && order.qty === qty) return null
  const leavesQty = qty - (order.qty - order.leavesQty)
  if (leavesQty <= 0) return null
  return {
    type: 'OrderAmended',
    orderId,
    symbol: order.symbol,
    price: price as Price,
    qty,
    leavesQty: leavesQty as Qty,
    keepsPlace: order.price === price && qty < order.qty,
  }
}
