import type * as t from 'io-ts'

import { message } from '../base/message'
import { CancelRejection } from '../units/cancel-rejection'
import { MarketSymbol } from '../units/market-symbol'
import { OrderId } from '../units/order-id'
import { RetCode } from '../units/ret-code'
import { Text } from '../units/text'

/** The venue had nothing to cancel, with the retCode and retMsg Bybit V5 would give. */
export const CancelRejected = message('CancelRejected', {
  orderId: OrderId,
  symbol: MarketSymbol,
  reason: CancelRejection,
  retCode: RetCode,
  retMsg: Text,
})
export type CancelRejected = t.TypeOf<typeof CancelRejected>
