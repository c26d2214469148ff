import type * as t from 'io-ts'

import { message, nullable } from '../base/message'
import { DenialReason } from '../units/denial-reason'
import { MarketSymbol } from '../units/market-symbol'
import { OrderLinkId } from '../units/order-link-id'
import { OrderType } from '../units/order-type'
import { Price } from '../units/price'
import { Qty } from '../units/qty'
import { RuleUnit } from '../units/rule-unit'
import { Side } from '../units/side'
import { Text } from '../units/text'

/**
 * Risk did not let an order through. For a limit, `observed` is what it would have come to with
 * this order and `limit` what was allowed, both decimals in `unit`; `rule` names a rule given. Its
 * other terms are its command's.
 */
export const OrderDenied = message('OrderDenied', {
  symbol: MarketSymbol,
  side: Side,
  orderType: OrderType,
  price: nullable(Price),
  qty: Qty,
  orderLinkId: nullable(OrderLinkId),
  reason: DenialReason,
  rule: nullable(Text),
  observed: nullable(Text),
  limit: nullable(Text),
  unit: nullable(RuleUnit),
})
export type OrderDenied = t.TypeOf<typeof OrderDenied>
