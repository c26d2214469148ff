import type * as t from 'io-ts'

import { message, nullable } from '../base/message'
import { AccountName } from '../units/account-name'
import { MarketSymbol } from '../units/market-symbol'
import { Reason } from '../units/reason'

/** An operator stops trading of an account, in a symbol, or all of it. */
export const FreezeTrading = message('FreezeTrading', {
  account: nullable(AccountName),
  symbol: nullable(MarketSymbol),
  actor: Reason,
  note: Reason,
})
export type FreezeTrading = t.TypeOf<typeof FreezeTrading>
