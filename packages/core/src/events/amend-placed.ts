import type * as t from 'io-ts'

import { message, nullable } from '../base/message'
import { MarketSymbol } from '../units/market-symbol'
import { OrderId } from '../units/order-id'
import { Price } from '../units/price'
import { Qty } from '../units/qty'

/** Risk let an amendment through, and it is on its way to the venue. */
export const AmendPlaced = message('AmendPlaced', {
  orderId: OrderId,
  symbol: MarketSymbol,
  price: nullable(Price),
  qty: nullable(Qty),
})
export type AmendPlaced = t.TypeOf<typeof AmendPlaced>
