import type { Draft } from 'immer'

import { invariant } from '../base/invariant'
import type { BookUpdated } from '../events/book-updated'
import type { QuoteObserved } from '../events/quote-observed'
import type { TickerUpdated } from '../events/ticker-updated'
import type { TradePrinted } from '../events/trade-printed'
import type { MarketSymbol } from '../units/market-symbol'
import type { Levels } from '../units/levels'
import type { State } from './state'

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
export const quoteObserved = (draft: Draft<State>, event: QuoteObserved): void => {
  const market = marketOf(draft, event.symbol)
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
export const bookUpdated = (draft: Draft<State>, event: BookUpdated): void => {
  const market = marketOf(draft, event.symbol)
  if (event.kind === 'snapshot') {
    market.book = { depth: event.depth, bids: sorted(event.bids, -1), asks: sorted(event.asks, 1) }
  } else {
    invariant(market.book !== null, () => `a delta of ${event.symbol} came before its snapshot`)
    applyLevels(market.book.bids, event.bids, -1)
    applyLevels(market.book.asks, event.asks, 1)
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
export const tradePrinted = (draft: Draft<State>, event: TradePrinted): void => {
  const market = marketOf(draft, event.symbol)
  market.last = event.price
  market.lastQty = event.qty
}

/** A ticker carries only what changed: the last price, the venue's mark, or both. */
export const tickerUpdated = (draft: Draft<State>, event: TickerUpdated): void => {
  const market = marketOf(draft, event.symbol)
  market.last = event.last ?? market.last
  market.venueMark = event.mark ?? market.venueMark
  remark(market)
}

const marketOf = (draft: Draft<State>, symbol: MarketSymbol): Draft<Market> => {
  const market = draft.market[symbol]
  invariant(market !== undefined, () => `${symbol} was never listed`)
  return market
}

const remark = (market: Draft<Market>): void => {
  if (market.venueMark !== null) market.mark = market.venueMark
  else if (market.bid !== null && market.ask !== null)
    market.mark = Math.floor((market.bid + market.ask + 1) / 2)
}

const sorted = (levels: Levels, direction: 1 | -1): Array<number> => {
  const side: Array<number> = []
  applyLevels(side, levels, direction)
  return side
}

const applyLevels = (side: Array<number>, levels: Levels, direction: 1 | -1): void => {
  for (let i = 0; i < levels.length; i += 2) {
    const price = levels[i] as number
    const qty = levels[i + 1] as number
    const place = placeOf(side, price, direction)
    if (side[place] !== price) {
      if (qty > 0) side.splice(place, 0, price, qty)
    } else if (qty > 0) side[place + 1] = qty
    else side.splice(place, 2)
  }
}

/** Where a price stands, or would stand, in a side that runs best first. */
const placeOf = (side: ReadonlyArray<number>, price: number, direction: 1 | -1): number => {
  let low = 0
  let high = side.length >> 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (((side[middle << 1] as number) - price) * direction < 0) low = middle + 1
    else high = middle
  }
  return low << 1
}
