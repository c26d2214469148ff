import type * as t from 'io-ts'

import { message } from '../base/message'
import { AccountName } from '../units/account-name'
import { MarketSymbol } from '../units/market-symbol'
import { OrderId } from '../units/order-id'
import { RejectionReason } from '../units/rejection-reason'
import { RetCode } from '../units/ret-code'
import { Text } from '../units/text'

/** The venue refused an order, with the retCode and retMsg Bybit V5 would give. */
export const OrderRejected = message('OrderRejected', {
  orderId: OrderId,
  account: AccountName,
  symbol: MarketSymbol,
  reason: RejectionReason,
  retCode: RetCode,
  retMsg: Text,
})
export type OrderRejected = t.TypeOf<typeof OrderRejected>
