import type * as t from 'io-ts'

import { message, nullable } from '../base/message'
import { DenialReason } from '../units/denial-reason'
import { MarketSymbol } from '../units/market-symbol'
import { OrderLinkId } from '../units/order-link-id'
import { OrderType } from '../units/order-type'
import { Price } from '../units/price'
import { Qty } from '../units/qty'
import { Side } from '../units/side'
import { Usd } from '../units/usd'

/**
 * Risk did not let an order through. For a limit, `observedUsd` is what the worst case would have
 * been with this order and `limitUsd` what was allowed. Its other terms are its command's.
 */
export const OrderDenied = message('OrderDenied', {
  symbol: MarketSymbol,
  side: Side,
  orderType: OrderType,
  price: nullable(Price),
  qty: Qty,
  orderLinkId: nullable(OrderLinkId),
  reason: DenialReason,
  observedUsd: nullable(Usd),
  limitUsd: nullable(Usd),
})
export type OrderDenied = t.TypeOf<typeof OrderDenied>
