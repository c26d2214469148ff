import type { Market } from '../../state/market'
import { otherSide } from '../../state/best-first'
import { touchOf } from '../../state/displayed'
import { mulDiv, mulDivUp } from '../../units/arithmetic'
import { pow10, probabilityScale } from '../../units/decimal'
import type { Instrument } from '../../units/instrument'
import { toTick } from '../../units/instrument'
import type { Side } from '../../units/side'

const one = pow10[probabilityScale] as number

/** How far a market order may go from the mark where the instrument's band is not known: 5 %. */
const protection = 50_000

/**
 * The highest price a buy may have, or the lowest a sell may, by Bybit's rule for futures: the mark
 * moved by `priceLimitX`, or the index where that lies further, but never past the mark moved by
 * `priceLimitY`. `null` where the band or the mark is not known.
 */
export const priceLimit = (instrument: Instrument, market: Market, side: Side): number | null => {
  const { priceLimitX: x, priceLimitY: y } = instrument
  const { mark, index } = market
  if (x === null || y === null || mark === null) return null
  const near = moved(mark, side, x)
  const far = moved(mark, side, y)
  return side === 'Buy'
    ? Math.min(Math.max(index ?? near, near), far)
    : Math.max(Math.min(index ?? near, near), far)
}

/**
 * The worst price a market order takes: Bybit makes it an IOC order at the band, here on the tick.
 * `null` where nothing tells what the market is worth.
 */
export const protectivePrice = (
  instrument: Instrument,
  market: Market,
  side: Side,
): number | null => {
  const limit = priceLimit(instrument, market, side)
  const around = market.mark ?? touchOf(market, otherSide(side))
  if (limit === null && around === null) return null
  const price = limit ?? moved(around ?? 0, side, protection)
  return Math.max(toTick(instrument, side, price), instrument.tickSize)
}

const moved = (price: number, side: Side, share: number): number =>
  side === 'Buy' ? mulDiv(price, one + share, one) : mulDivUp(price, one - share, one)
