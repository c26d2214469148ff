import * as t from 'io-ts'

import { message } from '../base/message'
import { MarketSymbol } from '../units/market-symbol'
import { OrderId } from '../units/order-id'
import { Price } from '../units/price'
import { Qty } from '../units/qty'

/**
 * The venue changed an order: `qty` is its new total, `leavesQty` what of that is open. With less
 * at its price it keeps its place; another price, or more, puts it at the end of its queue.
 */
export const OrderAmended = message('OrderAmended', {
  orderId: OrderId,
  symbol: MarketSymbol,
  price: Price,
  qty: Qty,
  leavesQty: Qty,
  keepsPlace: t.boolean,
})
export type OrderAmended = t.TypeOf<typeof OrderAmended>
