import type { Instrument, MarketSymbol, Price, Qty, Usd } from '@shadowtape/core'
import { coinsOfSymbol, parseDecimal, usdScale } from '@shadowtape/core'

/** symbol, price decimals, tick, size decimals, lot, largest order */
type Row = readonly [string, number, string, number, string, string]

const rows: ReadonlyArray<Row> = [
  ['BTCUSDT', 2, '0.10', 3, '0.001', '1190'],
  ['ETHUSDT', 2, '0.01', 3, '0.01', '7240'],
  ['SOLUSDT', 3, '0.010', 1, '0.1', '79770'],
  ['XRPUSDT', 4, '0.0001', 1, '0.1', '6140000'],
  ['DOGEUSDT', 5, '0.00001', 0, '1', '34000000'],
  ['ADAUSDT', 4, '0.0001', 0, '1', '8400000'],
  ['BNBUSDT', 2, '0.10', 2, '0.01', '13000'],
  ['AVAXUSDT', 4, '0.0010', 1, '0.1', '240000'],
  ['LINKUSDT', 3, '0.001', 1, '0.1', '310000'],
  ['LTCUSDT', 2, '0.01', 1, '0.1', '59000'],
]

const instrumentOf = ([symbol, priceScale, tick, qtyScale, lot, largest]: Row): Instrument => ({
  symbol: symbol as MarketSymbol,
  category: 'linear',
  ...coinsOfSymbol(symbol as MarketSymbol),
  priceScale,
  qtyScale,
  tickSize: parseDecimal(tick, priceScale) as Price,
  lotSize: parseDecimal(lot, qtyScale) as Qty,
  minQty: parseDecimal(lot, qtyScale) as Qty,
  maxQty: parseDecimal(largest, qtyScale) as Qty,
  maxMarketQty: parseDecimal(largest, qtyScale) as Qty,
  minNotionalUsd: parseDecimal('5', usdScale) as Usd,
  priceLimitX: null,
  priceLimitY: null,
})

/**
 * What Bybit once published for much traded linear symbols. A convenience for captures that come
 * without an instruments file: the exchange changes its filters, so these may be out of date.
 * It has no price bands, and lets a market order be as large as any other.
 */
export const commonInstruments: ReadonlyMap<string, Instrument> = new Map(
  rows.map((row) => [row[0], instrumentOf(row)]),
)
