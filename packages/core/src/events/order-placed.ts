import type * as t from 'io-ts'

import { message, nullable } from '../base/message'
import { MarketSymbol } from '../units/market-symbol'
import { OrderId } from '../units/order-id'
import { OrderLinkId } from '../units/order-link-id'
import { Price } from '../units/price'
import { Qty } from '../units/qty'
import { Side } from '../units/side'

/** Risk let an order through, and it is on its way to the venue. */
export const OrderPlaced = message('OrderPlaced', {
  orderId: OrderId,
  symbol: MarketSymbol,
  side: Side,
  price: Price,
  qty: Qty,
  orderLinkId: nullable(OrderLinkId),
})
export type OrderPlaced = t.TypeOf<typeof OrderPlaced>
