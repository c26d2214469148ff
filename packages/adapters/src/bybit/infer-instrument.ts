import type { Instrument, MarketSymbol, Price, Qty, Usd } from '@shadowtape/core'
import { coinsOfSymbol, decimalsOf, parseDecimal, pow10, usdScale } from '@shadowtape/core'

import type { Wire } from './frame-codec'
import { areScalesUsable } from './scale-limits'

/**
 * An instrument guessed from one message: its prices and sizes are as fine as they are written
 * there, and an order may be as fine as that. `null` where exact arithmetic ends before.
 */
export const inferInstrument = (symbol: MarketSymbol, message: Wire): Instrument | null =>
  instrumentOfTexts(symbol, decimalsIn(message))

/** An instrument guessed from prices and sizes as they are written: see `inferInstrument`. */
export const instrumentOfTexts = (
  symbol: MarketSymbol,
  { prices, sizes }: DecimalTexts,
): Instrument | null => {
  const written = instrumentAt(symbol, most(prices, writtenDecimals), most(sizes, writtenDecimals))
  return written ?? instrumentAt(symbol, most(prices, decimalsOf), most(sizes, decimalsOf))
}

/** An instrument whose tick and lot are the smallest steps that its decimals can tell. */
export const instrumentAt = (
  symbol: MarketSymbol,
  priceScale: number,
  qtyScale: number,
): Instrument | null => {
  if (!areScalesUsable(priceScale, qtyScale)) return null
  return {
    symbol,
    category: 'linear',
    ...coinsOfSymbol(symbol),
    priceScale,
    qtyScale,
    tickSize: 1 as Price,
    lotSize: 1 as Qty,
    minQty: 1 as Qty,
    maxQty: pow10[15] as Qty,
    maxMarketQty: pow10[15] as Qty,
    minNotionalUsd: parseDecimal('5', usdScale) as Usd,
    priceLimitX: null,
    priceLimitY: null,
  }
}

/** Prices and sizes as a message has them. */
export type DecimalTexts = {
  readonly prices: ReadonlyArray<string>
  readonly sizes: ReadonlyArray<string>
}

const decimalsIn = (message: Wire): DecimalTexts => {
  switch (message.kind) {
    case 'book': {
      const levels = [...message.wire.data.b, ...message.wire.data.a]
      return {
        prices: levels.map(([price]) => price ?? ''),
        sizes: levels.map(([, size]) => size ?? ''),
      }
    }
    case 'trades': {
      const trades = message.wire.data
      return { prices: trades.map(({ p }) => p), sizes: trades.map(({ v }) => v) }
    }
    case 'tickers': {
      const { data } = message.wire
      const prices = [data.lastPrice, data.markPrice, data.indexPrice]
      return {
        prices: [...prices, data.bid1Price, data.ask1Price].map((text) => text ?? ''),
        sizes: [data.bid1Size ?? '', data.ask1Size ?? ''],
      }
    }
  }
}

const most = (texts: ReadonlyArray<string>, count: (text: string) => number): number =>
  texts.reduce((decimals, text) => Math.max(decimals, count(text)), 0)

const writtenDecimals = (text: string): number => {
  const dot = text.indexOf('.')
  return dot < 0 ? 0 : text.length - dot - 1
}
