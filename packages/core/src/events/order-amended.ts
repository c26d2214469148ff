import type * as t from 'io-ts'

import { message } from '../base/message'
import { MarketSymbol } from '../units/market-symbol'
import { OrderId } from '../units/order-id'
import { Price } from '../units/price'
import { Qty } from '../units/qty'

/**
 * The venue changed an order: `qty` is its new total, `leavesQty` what of that is open. Another
 * price, or more, puts it at the end of its queue.
 */
export const OrderAmended = message('OrderAmended', {
  orderId: OrderId,
  symbol: MarketSymbol,
  price: Price,
  qty: Qty,
  leavesQty: Qty,
})
export type OrderAmended = t.TypeOf<typeof OrderAmended>
