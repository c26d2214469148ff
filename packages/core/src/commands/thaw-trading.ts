import type * as t from 'io-ts'

import { message, nullable } from '../base/message'
import { AccountName } from '../units/account-name'
import { MarketSymbol } from '../units/market-symbol'
import { Reason } from '../units/reason'

/** An operator lets trading go on, of an account, in a symbol, or everywhere, and says why. */
export const ThawTrading = message('ThawTrading', {
  account: nullable(AccountName),
  symbol: nullable(MarketSymbol),
  actor: Reason,
  note: Reason,
})
export type ThawTrading = t.TypeOf<typeof ThawTrading>
