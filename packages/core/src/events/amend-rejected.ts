import type * as t from 'io-ts'

import { message } from '../base/message'
import { MarketSymbol } from '../units/market-symbol'
import { OrderId } from '../units/order-id'
import { RejectionReason } from '../units/rejection-reason'
import { RetCode } from '../units/ret-code'
import { Text } from '../units/text'

/** The venue left an order as it was, with the retCode and retMsg Bybit V5 would give. */
export const AmendRejected = message('AmendRejected', {
  orderId: OrderId,
  symbol: MarketSymbol,
  reason: RejectionReason,
  retCode: RetCode,
  retMsg: Text,
})
export type AmendRejected = t.TypeOf<typeof AmendRejected>
