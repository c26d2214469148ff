import type { OrderFilled } from '../../events/order-filled'
import type { State } from '../../state/state'
import type { VenueOrder } from '../../state/venue'
import { holdingOf } from '../../state/venue'
import type { FillAgainst } from '../../units/fill-against'
import type { FillId } from '../../units/fill-id'
import type { Liquidity } from '../../units/liquidity'
import type { Price } from '../../units/price'
import type { Qty } from '../../units/qty'
import { feeOf } from './fee'

/** What is about to be said of a fill. */
export type Trade = {
  readonly price: number
  readonly qty: number
  readonly liquidity: Liquidity
  readonly against: FillAgainst
}

/** Fills that are said together: their ids go on from the last, and none leaves less than none. */
export type Fills = {
  readonly said: (order: VenueOrder, trade: Trade) => OrderFilled
  /** What an order will have left once all that was said is in the state. */
  readonly leavesQty: (order: VenueOrder) => number
  /** The most that an order may fill: what it leaves, and no more than reduces if it only may. */
  readonly fillable: (order: VenueOrder) => number
}

/** Starts to say fills, as the venue's state stands. */
export const newFills = (state: State): Fills => {
  const { venue } = state
  let count = venue.lastFill
  const filled = new Map<string, number>()
  const moved = new Map<string, number>()
  const leavesQty = (order: VenueOrder): number =>
    order.leavesQty - (filled.get(order.orderId) ?? 0)
  const heldQty = (order: VenueOrder): number =>
    holdingOf(state, order).position.qty + (moved.get(placeOf(order)) ?? 0)
  return {
    leavesQty,
    fillable: (order) => {
      const leaves = leavesQty(order)
      if (!order.reduceOnly) return leaves
      const held = heldQty(order)
      return Math.max(Math.min(leaves, order.side === 'Buy' ? -held : held), 0)
    },
    said: (order, { price, qty, liquidity, against }) => {
      count += 1
      filled.set(order.orderId, (filled.get(order.orderId) ?? 0) + qty)
      const signed = order.side === 'Buy' ? qty : -qty
      moved.set(placeOf(order), (moved.get(placeOf(order)) ?? 0) + signed)
      return {
        type: 'OrderFilled',
        fillId: `f-${String(count)}` as FillId,
        account: order.account,
        orderId: order.orderId,
        symbol: order.symbol,
        side: order.side,
        price: price as Price,
        qty: qty as Qty,
        leavesQty: leavesQty(order) as Qty,
        ...feeOf(state, order, { price, qty, liquidity, against }),
        liquidity,
        against,
      }
    },
  }
}

/** Whose position a fill moves, and in what. */
const placeOf = ({ account, symbol }: VenueOrder): string => `${account} ${symbol}`
