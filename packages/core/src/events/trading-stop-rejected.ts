import type * as t from 'io-ts'

import { message } from '../base/message'
import { AccountName } from '../units/account-name'
import { MarketSymbol } from '../units/market-symbol'
import { RejectionReason } from '../units/rejection-reason'
import { RetCode } from '../units/ret-code'
import { Text } from '../units/text'

/** The venue left a trading stop as it was, with the retCode and retMsg Bybit V5 would give. */
export const TradingStopRejected = message('TradingStopRejected', {
  account: AccountName,
  symbol: MarketSymbol,
  reason: RejectionReason,
  retCode: RetCode,
  retMsg: Text,
})
export type TradingStopRejected = t.TypeOf<typeof TradingStopRejected>
