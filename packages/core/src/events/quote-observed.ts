import type * as t from 'io-ts'

import { message, nullable } from '../base/message'
import { Count } from '../units/count'
import { MarketSymbol } from '../units/market-symbol'
import { Price } from '../units/price'
import { Qty } from '../units/qty'
import { TimestampUs } from '../units/timestamp-us'

/**
 * The best bid and ask as the venue showed them; `null` where a side was empty. `venueAt` is the
 * exchange's own time and `crossSeq` its cross-topic sequence, where the source carries them.
 */
export const QuoteObserved = message('QuoteObserved', {
  symbol: MarketSymbol,
  bid: nullable(Price),
  bidQty: nullable(Qty),
  ask: nullable(Price),
  askQty: nullable(Qty),
  venueAt: nullable(TimestampUs),
  crossSeq: nullable(Count),
})
export type QuoteObserved = t.TypeOf<typeof QuoteObserved>
