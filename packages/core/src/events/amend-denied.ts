import type * as t from 'io-ts'

import { message, nullable } from '../base/message'
import { DenialReason } from '../units/denial-reason'
import { MarketSymbol } from '../units/market-symbol'
import { OrderId } from '../units/order-id'
import { Price } from '../units/price'
import { Qty } from '../units/qty'
import { RuleUnit } from '../units/rule-unit'
import { Text } from '../units/text'

/** Risk did not let an amendment through; the order stays as it is. As `OrderDenied`. */
export const AmendDenied = message('AmendDenied', {
  orderId: OrderId,
  symbol: MarketSymbol,
  price: nullable(Price),
  qty: nullable(Qty),
  reason: DenialReason,
  rule: nullable(Text),
  observed: nullable(Text),
  limit: nullable(Text),
  unit: nullable(RuleUnit),
})
export type AmendDenied = t.TypeOf<typeof AmendDenied>
