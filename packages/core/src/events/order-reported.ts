import type * as t from 'io-ts'

import { message, nullable } from '../base/message'
import { MarketSymbol } from '../units/market-symbol'
import { OrderId } from '../units/order-id'
import { Price } from '../units/price'
import { Qty } from '../units/qty'
import { ReportSource } from '../units/report-source'
import { Side } from '../units/side'
import { Text } from '../units/text'
import { TimestampUs } from '../units/timestamp-us'

/**
 * A real venue says how an order stands, in its own words: `orderStatus`, `cancelType` and
 * `rejectReason` are Bybit's. `orderId` is our name for it, `null` for an order that is none of
 * ours. `cumQty` is all that has traded of it; `venueAt` when the venue last changed it. Reports
 * come late, twice, and in any order.
 */
export const OrderReported = message('OrderReported', {
  orderId: nullable(OrderId),
  venueOrderId: Text,
  symbol: MarketSymbol,
  side: Side,
  price: nullable(Price),
  qty: Qty,
  cumQty: Qty,
  orderStatus: Text,
  cancelType: Text,
  rejectReason: Text,
  source: ReportSource,
  venueAt: TimestampUs,
})
export type OrderReported = t.TypeOf<typeof OrderReported>
