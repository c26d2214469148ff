import type * as t from 'io-ts'

import { message } from '../base/message'
import { CancelType } from '../units/cancel-type'
import { CanceledReason } from '../units/canceled-reason'
import { MarketSymbol } from '../units/market-symbol'
import { OrderId } from '../units/order-id'
import { OrderStatus } from '../units/order-status'
import { Qty } from '../units/qty'
import { VenueRejectReason } from '../units/venue-reject-reason'

/**
 * The venue took an order off; `leavesQty` never traded. `orderStatus`, `cancelType` and
 * `rejectReason` are what Bybit's order stream would say.
 */
export const OrderCanceled = message('OrderCanceled', {
  orderId: OrderId,
  symbol: MarketSymbol,
  leavesQty: Qty,
  reason: CanceledReason,
  orderStatus: OrderStatus,
  cancelType: CancelType,
  rejectReason: VenueRejectReason,
})
export type OrderCanceled = t.TypeOf<typeof OrderCanceled>
