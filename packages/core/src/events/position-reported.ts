import type * as t from 'io-ts'

import { message, nullable } from '../base/message'
import { MarketSymbol } from '../units/market-symbol'
import { Qty } from '../units/qty'
import { ReportSource } from '../units/report-source'
import { Side } from '../units/side'
import { Text } from '../units/text'
import { TimestampUs } from '../units/timestamp-us'

/** A real venue says what is held in a symbol; `side` is `null` where that is nothing. */
export const PositionReported = message('PositionReported', {
  symbol: MarketSymbol,
  side: nullable(Side),
  qty: Qty,
  entryPrice: Text,
  source: ReportSource,
  venueAt: TimestampUs,
})
export type PositionReported = t.TypeOf<typeof PositionReported>
