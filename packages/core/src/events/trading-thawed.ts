import type * as t from 'io-ts'

import { message, nullable } from '../base/message'
import { AccountName } from '../units/account-name'
import { MarketSymbol } from '../units/market-symbol'
import { Reason } from '../units/reason'

/**
 * An operator, or the rule `thaw`, allowed orders again: to an account or in a symbol that was
 * restricted by itself, or in the session, whose accounts and symbols stay as they are.
 */
export const TradingThawed = message('TradingThawed', {
  account: nullable(AccountName),
  symbol: nullable(MarketSymbol),
  actor: Reason,
  note: Reason,
})
export type TradingThawed = t.TypeOf<typeof TradingThawed>
