import type * as t from 'io-ts'

import { message } from '../base/message'
import { BookKind } from '../units/book-kind'
import { Count } from '../units/count'
import { Levels } from '../units/levels'
import { MarketSymbol } from '../units/market-symbol'
import { TimestampUs } from '../units/timestamp-us'

/**
 * An order book of `depth` levels, or what changed in it. `updateId` is Bybit's `u` and grows by
 * one per message of a topic; bids run from high to low and asks from low to high in a snapshot.
 */
export const BookUpdated = message('BookUpdated', {
  symbol: MarketSymbol,
  kind: BookKind,
  depth: Count,
  bids: Levels,
  asks: Levels,
  updateId: Count,
  crossSeq: Count,
  venueAt: TimestampUs,
})
export type BookUpdated = t.TypeOf<typeof BookUpdated>
