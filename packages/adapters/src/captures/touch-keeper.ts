import type { MarketSymbol, Price, Qty, QuoteObserved, TimestampUs } from '@shadowtape/core'
import type { Count } from '@shadowtape/core'

import type { BookFrame } from '../bybit/frame'
import { crossedBook, crossedRows, newUpdateOrder } from './book-keeper'
import type { Fault } from './capture-problem'
import type { IgnoredReason } from './capture-summary'

/** What an `orderbook.1` message comes to; `null` where the touch was only said again. */
export type TouchVerdict = QuoteObserved | IgnoredReason | Fault | null

/** Holds an `orderbook.1` topic to the rules of a book, and keeps its touch whole. */
export type TouchKeeper = { readonly observe: (frame: BookFrame) => TouchVerdict }

/** One side of the touch: the best price and its size, or neither. */
type Best = { readonly price: number; readonly qty: number } | null

/** A keeper of a symbol's touch before its first message. */
export const newTouchKeeper = (symbol: MarketSymbol): TouchKeeper => {
  const order = newUpdateOrder()
  let bid: Best = null
  let ask: Best = null
  let updateId: number | null = null
  return {
    observe: (frame) => {
      const verdict = order.admit(frame)
      if (verdict !== 'snapshot' && verdict !== 'delta') return verdict
      const isSnapshot = verdict === 'snapshot'
      const nextBid = bestAfter(isSnapshot ? null : bid, frame.bids, 1)
      const nextAsk = bestAfter(isSnapshot ? null : ask, frame.asks, -1)
      if (nextBid !== null && nextAsk !== null && nextBid.price >= nextAsk.price) {
        order.distrust()
        updateId = null
        return frame.updateId === null ? crossedRows : crossedBook
      }
      const { updateId: id } = frame
      const isRepeat =
        id === updateId && id !== null && isSame(bid, nextBid) && isSame(ask, nextAsk)
      bid = nextBid
      ask = nextAsk
      updateId = id
      return isRepeat ? null : quoteOf(symbol, bid, ask, frame)
    },
  }
}

/** The best level after a message: what it names, else what stood before and was not deleted. */
const bestAfter = (before: Best, levels: ReadonlyArray<number>, sign: 1 | -1): Best => {
  let kept = before
  let named: Best = null
  for (let i = 0; i < levels.length; i += 2) {
    const price = levels[i] as number
    const qty = levels[i + 1] as number
    if (qty === 0) {
      if (kept?.price === price) kept = null
      if (named?.price === price) named = null
    } else if (named === null || (price - named.price) * sign >= 0) named = { price, qty }
  }
  return named ?? kept
}

const isSame = (a: Best, b: Best): boolean => a?.price === b?.price && a?.qty === b?.qty

const quoteOf = (symbol: MarketSymbol, bid: Best, ask: Best, frame: BookFrame): QuoteObserved => ({
  type: 'QuoteObserved',
  symbol,
  bid: (bid === null ? null : bid.price) as Price | null,
  bidQty: (bid === null ? null : bid.qty) as Qty | null,
  ask: (ask === null ? null : ask.price) as Price | null,
  askQty: (ask === null ? null : ask.qty) as Qty | null,
  venueAt: frame.venueAt as TimestampUs,
  crossSeq: frame.crossSeq as Count | null,
})
