import type * as t from 'io-ts'

import { message, nullable } from '../base/message'
import { AccountName } from '../units/account-name'
import { MarketSymbol } from '../units/market-symbol'
import { Price } from '../units/price'
import { TriggerPriceType } from '../units/trigger-price-type'

/** What a trading stop asks for: the fields of Bybit's `position/trading-stop`, mode `Full`. */
export const tradingStopTerms = {
  account: AccountName,
  symbol: MarketSymbol,
  takeProfit: nullable(Price),
  stopLoss: nullable(Price),
  tpTriggerBy: TriggerPriceType,
  slTriggerBy: TriggerPriceType,
}

/**
 * Asks for the whole position to be closed at the market once a price is reached. It says both
 * prices anew: what is `null` is taken off.
 */
export const SetTradingStop = message('SetTradingStop', tradingStopTerms)
export type SetTradingStop = t.TypeOf<typeof SetTradingStop>
