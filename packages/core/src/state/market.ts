import type { Draft } from 'immer'

import { invariant } from '../base/invariant'
import type { BookUpdated } from '../events/book-updated'
import type { QuoteObserved } from '../events/quote-observed'
import type { TickerUpdated } from '../events/ticker-updated'
import type { TradePrinted } from '../events/trade-printed'
import type { Levels } from '../units/levels'
import type { Side } from '../units/side'
import { placeIn } from './best-first'

/** A book as levels, flat: price, quantity, price, quantity, ..., best first. */
export type Book = {
  readonly depth: number
  readonly bids: ReadonlyArray<number>
  readonly asks: ReadonlyArray<number>
}

/**
 * What is known of a symbol's market. `touchSeq` is the venue's cross-topic sequence behind the
 * touch: an older book of another depth does not turn it back. `mark` values risk: the venue's
 * mark price where the source carries one, else the mid, halves up.
 */
export type Market = {
  readonly bid: number | null
  readonly bidQty: number | null
  readonly ask: number | null
  readonly askQty: number | null
  readonly touchSeq: number
  readonly mark: number | null
  readonly venueMark: number | null
  readonly index: number | null
  readonly fundingRate: number | null
  readonly nextFundingAt: number | null
  readonly last: number | null
  readonly lastQty: number | null
  readonly book: Book | null
}

/** A market nothing is known of yet. */
export const unseenMarket: Market = {
  bid: null,
  bidQty: null,
  ask: null,
  askQty: null,
  touchSeq: 0,
  mark: null,
  venueMark: null,
  index: null,
  fundingRate: null,
  nextFundingAt: null,
  last: null,
  lastQty: null,
  book: null,
}

/** Bid plus ask, which is twice the mid; `null` where a side is empty. */
export const midTwiceOf = (market: Pick<Market, 'bid' | 'ask'> | undefined): number | null =>
  market === undefined || market.bid === null || market.ask === null
    ? null
    : market.bid + market.ask

/** A quote sets the touch, unless a newer one of another topic already did. */
export const quoteObserved = (market: Draft<Market>, event: QuoteObserved): void => {
  if (event.crossSeq !== null) {
    if (event.crossSeq < market.touchSeq) return
    market.touchSeq = event.crossSeq
  }
  market.bid = event.bid
  market.bidQty = event.bidQty
  market.ask = event.ask
  market.askQty = event.askQty
  remark(market)
}

/** Levels replace, insert or (at quantity 0) delete; the touch follows unless it is newer. */
export const bookUpdated = (market: Draft<Market>, event: BookUpdated): void => {
  if (event.kind === 'snapshot') {
    market.book = {
      depth: event.depth,
      bids: sorted(event.bids, 'Buy'),
      asks: sorted(event.asks, 'Sell'),
    }
  } else {
    invariant(market.book !== null, () => `a delta of ${event.symbol} came before its snapshot`)
    applyLevels(market.book.bids, event.bids, 'Buy')
    applyLevels(market.book.asks, event.asks, 'Sell')
  }
  if (event.crossSeq < market.touchSeq) return
  market.touchSeq = event.crossSeq
  const { bids, asks } = market.book
  market.bid = bids[0] ?? null
  market.bidQty = bids[1] ?? null
  market.ask = asks[0] ?? null
  market.askQty = asks[1] ?? null
  remark(market)
}

/** A trade is the last price and its quantity. */
export const tradePrinted = (market: Draft<Market>, event: TradePrinted): void => {
  market.last = event.price
  market.lastQty = event.qty
}

/** A ticker carries only what changed of last, mark and index price and of funding. */
export const tickerUpdated = (market: Draft<Market>, event: TickerUpdated): void => {
  market.last = event.last ?? market.last
  market.venueMark = event.mark ?? market.venueMark
  market.index = event.index ?? market.index
  market.fundingRate = event.fundingRate ?? market.fundingRate
  market.nextFundingAt = event.nextFundingAt ?? market.nextFundingAt
  remark(market)
}

const remark = (market: Draft<Market>): void => {
  if (market.venueMark !== null) market.mark = market.venueMark
  else if (market.bid !== null && market.ask !== null)
    market.mark = Math.floor((market.bid + market.ask + 1) / 2)
}

const sorted = (levels: Levels, ofSide: Side): Array<number> => {
  const side: Array<number> = []
  applyLevels(side, levels, ofSide)
  return side
}

const applyLevels = (side: Array<number>, levels: Levels, ofSide: Side): void => {
  for (let i = 0; i < levels.length; i += 2) {
    const price = levels[i] as number
    const qty = levels[i + 1] as number
    const place = placeIn(side, ofSide, price)
    if (side[place] !== price) {
      if (qty > 0) side.splice(place, 0, price, qty)
    } else if (qty > 0) side[place + 1] = qty
    else side.splice(place, 2)
  }
}
