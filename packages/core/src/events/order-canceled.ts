import type * as t from 'io-ts'

import { message } from '../base/message'
import { CancelReason } from '../units/cancel-reason'
import { MarketSymbol } from '../units/market-symbol'
import { OrderId } from '../units/order-id'
import { Qty } from '../units/qty'

/** The venue took an order off its book; `leavesQty` never traded. */
export const OrderCanceled = message('OrderCanceled', {
  orderId: OrderId,
  symbol: MarketSymbol,
  leavesQty: Qty,
  reason: CancelReason,
})
export type OrderCanceled = t.TypeOf<typeof OrderCanceled>
