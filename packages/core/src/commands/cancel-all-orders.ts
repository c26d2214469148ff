import type * as t from 'io-ts'

import { message, nullable } from '../base/message'
import { AccountName } from '../units/account-name'
import { MarketSymbol } from '../units/market-symbol'

/** Asks for every open order to be canceled, of one account, of one symbol, or of all. */
export const CancelAllOrders = message('CancelAllOrders', {
  account: nullable(AccountName),
  symbol: nullable(MarketSymbol),
})
export type CancelAllOrders = t.TypeOf<typeof CancelAllOrders>
