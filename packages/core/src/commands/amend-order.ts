import type * as t from 'io-ts'

import { message, nullable } from '../base/message'
import { MarketSymbol } from '../units/market-symbol'
import { OrderId } from '../units/order-id'
import { Price } from '../units/price'
import { Qty } from '../units/qty'

/** Asks for another price, another quantity (what was filled included), or both. */
export const AmendOrder = message('AmendOrder', {
  orderId: OrderId,
  symbol: MarketSymbol,
  price: nullable(Price),
  qty: nullable(Qty),
})
export type AmendOrder = t.TypeOf<typeof AmendOrder>
