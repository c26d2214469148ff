import type * as t from 'io-ts'

import { message, nullable } from '../base/message'
import { Category } from '../units/category'
import { Coin } from '../units/coin'
import { MarketSymbol } from '../units/market-symbol'
import { Price } from '../units/price'
import { Probability } from '../units/probability'
import { Qty } from '../units/qty'
import { Scale } from '../units/scale'
import { Usd } from '../units/usd'

/**
 * A symbol can be traded from here on, and this is what an order in it must keep to. A perpetual is
 * settled in its quote coin. The last two
 * are Bybit's `priceLimitRatioX` and `Y`; `null` where they are not known.
 */
export const InstrumentListed = message('InstrumentListed', {
  symbol: MarketSymbol,
  category: Category,
  baseCoin: Coin,
  quoteCoin: Coin,
  priceScale: Scale,
  qtyScale: Scale,
  tickSize: Price,
  lotSize: Qty,
  minQty: Qty,
  maxQty: Qty,
  maxMarketQty: Qty,
  minNotionalUsd: Usd,
  priceLimitX: nullable(Probability),
  priceLimitY: nullable(Probability),
})
export type InstrumentListed = t.TypeOf<typeof InstrumentListed>
