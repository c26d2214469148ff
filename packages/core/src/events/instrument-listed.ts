import type * as t from 'io-ts'

import { message } from '../base/message'
import { Category } from '../units/category'
import { MarketSymbol } from '../units/market-symbol'
import { Price } from '../units/price'
import { Qty } from '../units/qty'
import { Scale } from '../units/scale'
import { Usd } from '../units/usd'

/** A symbol can be traded from here on, and this is what an order in it must keep to. */
export const InstrumentListed = message('InstrumentListed', {
  symbol: MarketSymbol,
  category: Category,
  priceScale: Scale,
  qtyScale: Scale,
  tickSize: Price,
  lotSize: Qty,
  minQty: Qty,
  maxQty: Qty,
  minNotionalUsd: Usd,
})
export type InstrumentListed = t.TypeOf<typeof InstrumentListed>
