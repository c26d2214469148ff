import type * as t from 'io-ts'

import { message, nullable } from '../base/message'
import { DenialReason } from '../units/denial-reason'
import { MarketSymbol } from '../units/market-symbol'
import { OrderId } from '../units/order-id'
import { Price } from '../units/price'
import { Qty } from '../units/qty'
import { Usd } from '../units/usd'

/** Risk did not let an amendment through; the order stays as it is. */
export const AmendDenied = message('AmendDenied', {
  orderId: OrderId,
  symbol: MarketSymbol,
  price: nullable(Price),
  qty: nullable(Qty),
  reason: DenialReason,
  observedUsd: nullable(Usd),
  limitUsd: nullable(Usd),
})
export type AmendDenied = t.TypeOf<typeof AmendDenied>
