import type { PlaceOrder } from '../commands/place-order'
import { mulDiv, mulDivUp } from '../units/arithmetic'
import type { Instrument } from '../units/instrument'
import { toTick } from '../units/instrument'
import type { OrderLinkId } from '../units/order-link-id'
import type { Price } from '../units/price'
import type { Qty } from '../units/qty'
import type { Side } from '../units/side'
import { plainOrder } from './strategy'

/** One basis point, in the unit strategies take their distances in: 1e-8 of a price. */
export const bpsUnit = 10_000

const one = 100_000_000

/**
 * Where a quote goes that should sit `away` (1e-8 of the price; may be negative) from a fair value
 * given as twice its price, so that a mid between two ticks stays exact. Rounded away from the
 * touch to the tick, and held a tick short of the other side, which it never crosses.
 * `null` when no positive price is left.
 */
export const quotePrice = (
  instrument: Instrument,
  side: Side,
  fairTwice: number,
  away: number,
  otherTouch: number,
): Price | null => {
  const { tickSize } = instrument
  if (side === 'Buy') {
    const wanted = toTick(instrument, side, mulDiv(fairTwice, one - away, 2 * one))
    const price = Math.min(wanted, toTick(instrument, side, otherTouch - tickSize))
    return price > 0 ? (price as Price) : null
  }
  const wanted = toTick(instrument, side, mulDivUp(fairTwice, one + away, 2 * one))
  return Math.max(wanted, toTick(instrument, side, otherTouch + tickSize)) as Price
}

/** The order that quotes a price, by a name of the strategy's own where it wants one. */
export const quote = (
  { symbol }: Instrument,
  side: Side,
  price: Price,
  qty: number,
  orderLinkId: OrderLinkId | null = null,
): PlaceOrder => ({ ...plainOrder, symbol, side, price, qty: qty as Qty, orderLinkId })
