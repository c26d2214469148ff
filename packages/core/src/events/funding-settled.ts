import type * as t from 'io-ts'

import { message, nullable } from '../base/message'
import { AccountName } from '../units/account-name'
import { Amount } from '../units/amount'
import { FeeRate } from '../units/fee-rate'
import { MarketSymbol } from '../units/market-symbol'
import { Price } from '../units/price'
import { Qty } from '../units/qty'
import { Side } from '../units/side'

/**
 * A funding time of a perpetual came: a position of `side` and `qty` paid `amount`, its value at
 * the mark times the rate; below zero it was paid. `side` is `null` where nothing was held.
 */
export const FundingSettled = message('FundingSettled', {
  account: AccountName,
  symbol: MarketSymbol,
  side: nullable(Side),
  qty: Qty,
  mark: nullable(Price),
  rate: FeeRate,
  amount: Amount,
})
export type FundingSettled = t.TypeOf<typeof FundingSettled>
