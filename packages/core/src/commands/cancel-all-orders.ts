import type * as t from 'io-ts'

import { message, nullable } from '../base/message'
import { MarketSymbol } from '../units/market-symbol'

/** Asks for every open order to be canceled, of one symbol or of all. */
export const CancelAllOrders = message('CancelAllOrders', {
  symbol: nullable(MarketSymbol),
})
export type CancelAllOrders = t.TypeOf<typeof CancelAllOrders>
