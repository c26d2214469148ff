import { pow10, usdScale } from './decimal'
import { mulDiv, mulDivUp, saturatingProduct } from './arithmetic'
import type { Category } from './category'
import type { Coin } from './coin'
import type { MarketSymbol } from './market-symbol'
import type { Price } from './price'
import type { Probability } from './probability'
import type { Qty } from './qty'
import type { Side } from './side'
import type { Usd } from './usd'

/** What an order in a symbol must keep to. Sizes shown by the venue may be finer than the lot. */
export type Instrument = {
  readonly symbol: MarketSymbol
  readonly category: Category
  readonly baseCoin: Coin
  readonly quoteCoin: Coin
  readonly priceScale: number
  readonly qtyScale: number
  readonly tickSize: Price
  readonly lotSize: Qty
  readonly minQty: Qty
  readonly maxQty: Qty
  readonly maxMarketQty: Qty
  readonly minNotionalUsd: Usd
  readonly priceLimitX: Probability | null
  readonly priceLimitY: Probability | null
}

/** The decimals that quantities of the base coin beside orders are told with, such as fees. */
export const coinScaleOf = ({
  priceScale,
  qtyScale,
}: Pick<Instrument, 'priceScale' | 'qtyScale'>): number => qtyScale + Math.min(priceScale, 4)

/**
 * The value in millionths of a dollar of a quantity at a price, rounded up and held at the
 * largest safe integer, so that a limit never lets through what it should stop.
 */
export const notionalUsd = (instrument: Instrument, qty: number, price: number): Usd => {
  const excess = instrument.priceScale + instrument.qtyScale - usdScale
  return (
    excess > 0
      ? mulDivUp(qty, price, pow10[excess] as number)
      : saturatingProduct(saturatingProduct(qty, price), pow10[-excess] as number)
  ) as Usd
}

/**
 * The most, in millionths of a dollar, that a position in this instrument may come to: half of what
 * its amounts can tell exactly. Finer prices and quantities leave less: at 10 decimals together it
 * is $450,000, at 14 it is $45.
 */
export const exactUsdMax = ({ priceScale, qtyScale }: Instrument): Usd => {
  const excess = Math.max(priceScale + qtyScale - usdScale, 0)
  return Math.floor(Number.MAX_SAFE_INTEGER / 2 / (pow10[excess] as number)) as Usd
}

/** The nearest price on the tick that is no better than asked: buys go down, sells go up. */
export const toTick = (instrument: Instrument, side: Side, price: number): number => {
  const ticks = price / instrument.tickSize
  return (side === 'Buy' ? Math.floor(ticks) : Math.ceil(ticks)) * instrument.tickSize
}

/** The largest multiple of the lot that is no more than asked. */
export const toLot = (instrument: Instrument, qty: number): number =>
  Math.floor(qty / instrument.lotSize) * instrument.lotSize

/** The largest quantity on the lot that a sum of dollars (millionths) buys at a price. */
export const qtyForUsd = (instrument: Instrument, usd: number, price: number): number => {
  const excess = instrument.priceScale + instrument.qtyScale - usdScale
  const qty =
    excess >= 0
      ? mulDiv(usd, pow10[excess] as number, price)
      : Math.floor(usd / (pow10[-excess] as number) / price)
  return toLot(instrument, qty)
}
