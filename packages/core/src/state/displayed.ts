import type { Side } from '../units/side'
import { isAhead, placeIn } from './best-first'
import type { Book, Market } from './market'

/** A book's side, flat: price, quantity, ..., best first. */
export const sideOf = (book: Book, side: Side): ReadonlyArray<number> =>
  side === 'Buy' ? book.bids : book.asks

/** The best price of a side, or `null` where it is empty or was never seen. */
export const touchOf = (market: Market, side: Side): number | null =>
  side === 'Buy' ? market.bid : market.ask

/** What is shown at the best price of a side, or `null` where that is not said. */
export const touchQtyOf = (market: Market, side: Side): number | null =>
  side === 'Buy' ? market.bidQty : market.askQty

/**
 * What the market shows at a price of a side: 0 where it shows nothing, `null` where it does not
 * say, because the price lies deeper than what is shown. The touch has the word where the book is
 * older.
 */
export const displayedAt = (market: Market, side: Side, price: number): number | null => {
  const touch = touchOf(market, side)
  if (touch === price) return touchQtyOf(market, side)
  if (touch !== null && isAhead(side, price, touch)) return 0
  const { book } = market
  if (book === null) return null
  const levels = sideOf(book, side)
  const place = placeIn(levels, side, price)
  if (levels[place] === price) return levels[place + 1] as number
  return place === levels.length && levels.length >= book.depth * 2 ? null : 0
}

/** A level of what can be taken: a price, and how much it shows, `null` where that is not said. */
export type Offer = { readonly price: number; readonly qty: number | null }

/** The nth level that a side shows, best first, or `null` where it shows no more. */
export const nthOffer = (market: Market, side: Side, nth: number): Offer | null => {
  const touch = touchOf(market, side)
  if (touch === null) return null
  if (nth === 0) return { price: touch, qty: touchQtyOf(market, side) }
  if (market.book === null) return null
  const levels = sideOf(market.book, side)
  const first = placeIn(levels, side, touch)
  const place = first + (levels[first] === touch ? 2 * nth : 2 * (nth - 1))
  const price = levels[place]
  return price === undefined ? null : { price, qty: levels[place + 1] as number }
}
