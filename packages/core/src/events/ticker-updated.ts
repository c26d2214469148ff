import type * as t from 'io-ts'

import { message, nullable } from '../base/message'
import { FeeRate } from '../units/fee-rate'
import { MarketSymbol } from '../units/market-symbol'
import { Price } from '../units/price'
import { TimestampUs } from '../units/timestamp-us'

/**
 * Last, mark and index price of a symbol, and the rate and time of its next funding, each as last
 * known to the source.
 */
export const TickerUpdated = message('TickerUpdated', {
  symbol: MarketSymbol,
  last: nullable(Price),
  mark: nullable(Price),
  index: nullable(Price),
  fundingRate: nullable(FeeRate),
  nextFundingAt: nullable(TimestampUs),
  venueAt: TimestampUs,
})
export type TickerUpdated = t.TypeOf<typeof TickerUpdated>
