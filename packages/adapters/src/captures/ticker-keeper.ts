import type {
  FeeRate,
  MarketSymbol,
  Price,
  Qty,
  QuoteObserved,
  TickerUpdated,
  TimestampUs,
} from '@shadowtape/core'

import type { TickerField, TickerFrame } from '../bybit/frame'
import type { Fault } from './capture-problem'
import { crossedBook } from './book-keeper'

/** What a ticker message comes to: each `null` where it says nothing new. */
export type TickerVerdict = {
  readonly quote: QuoteObserved | Fault | null
  readonly ticker: TickerUpdated | null
}

/** Keeps a symbol's ticker whole: in a delta a missing field is unchanged. */
export type TickerKeeper = { readonly observe: (frame: TickerFrame) => TickerVerdict }

const tickerOnly = [
  'lastPrice',
  'markPrice',
  'indexPrice',
  'fundingRate',
  'nextFundingTime',
] as const
const touchFields = ['bid1Price', 'bid1Size', 'ask1Price', 'ask1Size'] as const

/** A keeper of a symbol's ticker before its first message. */
export const newTickerKeeper = (symbol: MarketSymbol): TickerKeeper => {
  let known: ReadonlyMap<TickerField, number | null> = new Map()
  return {
    observe: (frame) => {
      const before = known
      known = frame.kind === 'snapshot' ? frame.fields : new Map([...before, ...frame.fields])
      const hasChanged = (field: TickerField): boolean =>
        (before.get(field) ?? null) !== (known.get(field) ?? null)
      return {
        quote: touchFields.some(hasChanged) ? quoteOf(symbol, known, frame.sentAt) : null,
        ticker: tickerOnly.some(hasChanged) ? tickerOf(symbol, known, frame.sentAt) : null,
      }
    },
  }
}

type Known = ReadonlyMap<TickerField, number | null>

const tickerOf = (symbol: MarketSymbol, known: Known, sentAt: number): TickerUpdated => ({
  type: 'TickerUpdated',
  symbol,
  last: (known.get('lastPrice') ?? null) as Price | null,
  mark: (known.get('markPrice') ?? null) as Price | null,
  index: (known.get('indexPrice') ?? null) as Price | null,
  fundingRate: (known.get('fundingRate') ?? null) as FeeRate | null,
  nextFundingAt: (known.get('nextFundingTime') ?? null) as TimestampUs | null,
  venueAt: sentAt as TimestampUs,
})

const quoteOf = (symbol: MarketSymbol, known: Known, sentAt: number): QuoteObserved | Fault => {
  const [bid, bidQty] = sideOf(known, 'bid1Price', 'bid1Size')
  const [ask, askQty] = sideOf(known, 'ask1Price', 'ask1Size')
  if (bid !== null && ask !== null && bid >= ask) return crossedBook
  return {
    type: 'QuoteObserved',
    symbol,
    bid: bid as Price | null,
    bidQty: bidQty as Qty | null,
    ask: ask as Price | null,
    askQty: askQty as Qty | null,
    venueAt: sentAt as TimestampUs,
    crossSeq: null,
  }
}

/** A side without a price, or without a size at it, is empty. */
const sideOf = (
  known: Known,
  priceField: TickerField,
  sizeField: TickerField,
): readonly [number, number] | readonly [null, null] => {
  const price = known.get(priceField) ?? null
  const qty = known.get(sizeField) ?? null
  return price === null || qty === null || qty === 0 ? [null, null] : [price, qty]
}
