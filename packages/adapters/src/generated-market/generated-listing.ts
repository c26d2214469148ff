import type { InstrumentListed, MarketSymbol, Price, Qty, Scale, Usd } from '@shadowtape/core'
import { coinsOfSymbol } from '@shadowtape/core'

/** The symbols a market can be made up for. */
export const generatedSymbols = ['BTCUSDT', 'ETHUSDT', 'SOLUSDT'] as const

/** One of them. */
export type GeneratedSymbol = (typeof generatedSymbols)[number]

/** A symbol's rules, at the scales of Bybit's linear perpetuals, and where its price starts. */
export type GeneratedListing = {
  readonly listed: InstrumentListed
  /** In price units. */
  readonly startPrice: number
  /** What a small trade is, in quantity units. */
  readonly smallQty: number
}

/** The listing of a symbol. */
export const generatedListing = (symbol: GeneratedSymbol): GeneratedListing => listings[symbol]

const listing = (
  symbol: GeneratedSymbol,
  [priceScale, tickSize, startPrice]: readonly [number, number, number],
  [qtyScale, lotSize, maxQty, smallQty]: readonly [number, number, number, number],
): GeneratedListing => ({
  listed: {
    type: 'InstrumentListed',
    symbol: symbol as string as MarketSymbol,
    category: 'linear',
    ...coinsOfSymbol(symbol as string as MarketSymbol),
    priceScale: priceScale as Scale,
    qtyScale: qtyScale as Scale,
    tickSize: tickSize as Price,
    lotSize: lotSize as Qty,
    minQty: lotSize as Qty,
    maxQty: maxQty as Qty,
    maxMarketQty: maxQty as Qty,
    minNotionalUsd: 5_000_000 as Usd,
    priceLimitX: null,
    priceLimitY: null,
  },
  startPrice,
  smallQty,
})

const listings: Readonly<Record<GeneratedSymbol, GeneratedListing>> = {
  BTCUSDT: listing('BTCUSDT', [2, 10, 6_100_000], [3, 1, 1_190_000, 4]),
  ETHUSDT: listing('ETHUSDT', [2, 1, 300_000], [2, 1, 724_000, 8]),
  SOLUSDT: listing('SOLUSDT', [3, 10, 150_000], [1, 1, 797_700, 16]),
}
