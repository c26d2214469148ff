import type * as t from 'io-ts'

import { message, nullable } from '../base/message'
import { AccountName } from '../units/account-name'
import { MarketSymbol } from '../units/market-symbol'
import { Reason } from '../units/reason'

/** An operator lets through only what reduces a position, of an account, in a symbol, or at all. */
export const ReduceTrading = message('ReduceTrading', {
  account: nullable(AccountName),
  symbol: nullable(MarketSymbol),
  actor: Reason,
  note: Reason,
})
export type ReduceTrading = t.TypeOf<typeof ReduceTrading>
