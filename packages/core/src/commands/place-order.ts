import type * as t from 'io-ts'

import { message, nullable } from '../base/message'
import { MarketSymbol } from '../units/market-symbol'
import { OrderLinkId } from '../units/order-link-id'
import { Price } from '../units/price'
import { Qty } from '../units/qty'
import { Side } from '../units/side'

/** Asks for a limit order, good till canceled. */
export const PlaceOrder = message('PlaceOrder', {
  symbol: MarketSymbol,
  side: Side,
  price: Price,
  qty: Qty,
  orderLinkId: nullable(OrderLinkId),
})
export type PlaceOrder = t.TypeOf<typeof PlaceOrder>
