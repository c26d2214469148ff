import type { BookKind, TradePrinted } from '@shadowtape/core'

import type { KnownTopic } from './topic'

/** An order book message; levels are flat and in the message's order, times in microseconds. */
export type BookFrame = {
  readonly type: 'book'
  readonly topic: KnownTopic
  readonly kind: BookKind
  /** When the gateway sent it (`ts`). */
  readonly sentAt: number
  /** When the matching engine made it (`cts`), or `ts` where that is missing. */
  readonly venueAt: number
  readonly bids: ReadonlyArray<number>
  readonly asks: ReadonlyArray<number>
  /** `u`; `null` where the source has none and its messages are numbered as they come. */
  readonly updateId: number | null
  /** `seq`; `null` where the source has none. */
  readonly crossSeq: number | null
}

/** Something of a book is missing here: it waits for its next snapshot. */
export type BreakFrame = {
  readonly type: 'break'
  readonly topic: KnownTopic
  readonly sentAt: number
}

/** A public trade message without its block trades, which are only counted. */
export type TradesFrame = {
  readonly type: 'trades'
  readonly topic: KnownTopic
  readonly sentAt: number
  readonly trades: ReadonlyArray<TradePrinted>
  readonly blocks: number
}

/** The fields of a ticker that a session uses. */
export const tickerFields = [
  'lastPrice',
  'markPrice',
  'indexPrice',
  'bid1Price',
  'bid1Size',
  'ask1Price',
  'ask1Size',
  'fundingRate',
  'nextFundingTime',
] as const

/** One of `tickerFields`. */
export type TickerField = (typeof tickerFields)[number]

/** A ticker message: a field that is missing is unchanged, `null` says that there is none. */
export type TickerFrame = {
  readonly type: 'ticker'
  readonly topic: KnownTopic
  readonly kind: BookKind
  readonly sentAt: number
  readonly fields: ReadonlyMap<TickerField, number | null>
}

/** A public message in the instrument's units. */
export type MessageFrame = BookFrame | TradesFrame | TickerFrame

/** What a line of recorded market data comes to: a message, or that one is missing. */
export type Frame = MessageFrame | BreakFrame

/** The latest millisecond since the epoch whose microseconds are a safe integer. */
export const timeMsMax = 9_007_199_254_740
