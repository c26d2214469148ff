import type { PlaceOrder } from '../commands/place-order'
import { mulDiv, mulDivUp } from '../units/arithmetic'
import type { AccountName } from '../units/account-name'
import { mainAccount } from '../units/account-name'
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
 * A fair value within a touch, as an exact fraction: the mean of its prices by their weights, which
 * are safe integers from 0 up and not both 0. A mid weighs them alike.
 */
export type FairValue = {
  readonly bid: number
  readonly ask: number
  readonly bidWeight: number
  readonly askWeight: number
}

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
  const wanted =
    side === 'Buy'
      ? mulDiv(fairTwice, one - away, 2 * one)
      : mulDivUp(fairTwice, one + away, 2 * one)
  return shortOf(instrument, side, wanted, otherTouch)
}

/** Where a quote goes by the rules of `quotePrice`, from any fair value within its touch. */
export const quotePriceFrom = (
  instrument: Instrument,
  side: Side,
  fair: FairValue,
  away: number,
): Price | null => {
  const { bid, ask, bidWeight, askWeight } = fair
  const otherTouch = side === 'Buy' ? ask : bid
  if (bidWeight === askWeight) return quotePrice(instrument, side, bid + ask, away, otherTouch)
  const weight = BigInt(bidWeight) + BigInt(askWeight)
  const sum = BigInt(bid) * BigInt(bidWeight) + BigInt(ask) * BigInt(askWeight)
  const parts = weight * BigInt(one)
  const share = Math.max(side === 'Buy' ? one - away : one + away, 0)
  const rest = side === 'Buy' ? 0n : parts - 1n
  const wanted = (sum * BigInt(share) + rest) / parts
  return shortOf(instrument, side, wanted > largest ? Number(largest) : Number(wanted), otherTouch)
}

const largest = BigInt(Number.MAX_SAFE_INTEGER)

/** The price on the tick, at least a tick short of the other side of the touch. */
const shortOf = (
  instrument: Instrument,
  side: Side,
  wanted: number,
  otherTouch: number,
): Price | null => {
  const { tickSize } = instrument
  if (side === 'Sell') {
    const lowest = toTick(instrument, side, otherTouch + tickSize)
    return Math.max(toTick(instrument, side, wanted), lowest) as Price
  }
  const highest = toTick(instrument, side, otherTouch - tickSize)
  const price = Math.min(toTick(instrument, side, wanted), highest)
  return price > 0 ? (price as Price) : null
}

/** The order that quotes a price, by a name of the strategy's own where it wants one. */
export const quote = (
  { symbol }: Instrument,
  side: Side,
  price: Price,
  qty: number,
  orderLinkId: OrderLinkId | null = null,
  account: AccountName = mainAccount,
): PlaceOrder => ({
  type: 'PlaceOrder',
  account,
  symbol,
  side,
  orderType: plainOrder.orderType,
  price,
  qty: qty as Qty,
  timeInForce: plainOrder.timeInForce,
  reduceOnly: plainOrder.reduceOnly,
  smpType: plainOrder.smpType,
  triggerPrice: plainOrder.triggerPrice,
  triggerBy: plainOrder.triggerBy,
  triggerDirection: plainOrder.triggerDirection,
  orderLinkId,
})
