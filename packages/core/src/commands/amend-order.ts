import type * as t from 'io-ts'

import { message, nullable } from '../base/message'
import { MarketSymbol } from '../units/market-symbol'
import { OrderId } from '../units/order-id'
import { Price } from '../units/price'
import { Qty } from '../units/qty'

/** What an amendment asks for, in `AmendOrder` and after; what is `null` stays as it is. */
export const amendTerms = {
  orderId: OrderId,
  symbol: MarketSymbol,
  price: nullable(Price),
  qty: nullable(Qty),
}

/** Asks for another price, another quantity (what was filled included), or both. */
export const AmendOrder = message('AmendOrder', amendTerms)
export type AmendOrder = t.TypeOf<typeof AmendOrder>
