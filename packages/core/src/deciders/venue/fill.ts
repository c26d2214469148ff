import { invariant } from '../../base/invariant'
import type { OrderFilled } from '../../events/order-filled'
import type { State } from '../../state/state'
import type { VenueOrder } from '../../state/venue'
import type { Amount } from '../../units/amount'
import { mulDivRounded, product } from '../../units/arithmetic'
import { feeRateScale, pow10 } from '../../units/decimal'
import type { FillAgainst } from '../../units/fill-against'
import type { FillId } from '../../units/fill-id'
import type { Liquidity } from '../../units/liquidity'
import type { Price } from '../../units/price'
import type { Qty } from '../../units/qty'

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
  const { config, venue } = state
  invariant(config !== null, 'no session is open')
  let count = venue.lastFill
  const filled = new Map<string, number>()
  const moved = new Map<string, number>()
  const leavesQty = (order: VenueOrder): number =>
    order.leavesQty - (filled.get(order.orderId) ?? 0)
  const heldQty = ({ symbol }: VenueOrder): number =>
    (venue.rows[symbol]?.heldQty ?? 0) + (moved.get(symbol) ?? 0)
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
      moved.set(order.symbol, (moved.get(order.symbol) ?? 0) + signed)
      const rate = liquidity === 'Maker' ? config.makerFeeRate : config.takerFeeRate
      const fee = mulDivRounded(product(qty, price), rate, pow10[feeRateScale] as number)
      return {
        type: 'OrderFilled',
        fillId: `f-${String(count)}` as FillId,
        orderId: order.orderId,
        symbol: order.symbol,
        side: order.side,
        price: price as Price,
        qty: qty as Qty,
        leavesQty: leavesQty(order) as Qty,
        fee: fee as Amount,
        liquidity,
        against,
      }
    },
  }
}
