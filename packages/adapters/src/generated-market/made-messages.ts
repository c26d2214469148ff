import type {
  BookUpdated,
  Bps,
  Count,
  EdgeUpdated,
  Levels,
  MarketSymbol,
  Price,
  Qty,
  QuoteObserved,
  TickerUpdated,
  TimestampUs,
  TradeId,
  TradePrinted,
} from '@shadowtape/core'
import { edgeSaid } from '@shadowtape/core'

import { sideDelta } from './book-side'
import type { MarketDice } from './market-dice'

/** Publishes a book as Bybit does: a snapshot, then what changed; and the touch when it changed. */
export const bookFeed = (symbol: MarketSymbol, dice: MarketDice) => {
  let bids: ReadonlyArray<number> = []
  let asks: ReadonlyArray<number> = []
  let updateId = 100_000 + dice.below(900_000)
  let crossSeq = 5_000_000_000 + dice.below(1_000_000_000)
  const book = (delta: BookSides, venueAt: TimestampUs): BookUpdated => ({
    type: 'BookUpdated',
    symbol,
    kind: bids.length === 0 ? 'snapshot' : 'delta',
    depth: bookDepth,
    bids: delta.bids as Levels,
    asks: delta.asks as Levels,
    updateId: ++updateId as Count,
    crossSeq: (crossSeq += 2 + dice.below(60)) as Count,
    venueAt,
  })
  return (at: number, now: BookSides): ReadonlyArray<BookUpdated | QuoteObserved> => {
    const delta = { bids: sideDelta(bids, now.bids, -1), asks: sideDelta(asks, now.asks, 1) }
    if (delta.bids.length + delta.asks.length === 0) return []
    const isTouchSame = sameTouch(bids, now.bids) && sameTouch(asks, now.asks)
    const updated = book(delta, venueTime(at))
    bids = [...now.bids]
    asks = [...now.asks]
    return isTouchSame ? [updated] : [updated, quoteObserved(updated, bids, asks)]
  }
}

/** Prints trades, each with an id of its own. */
export const tradeTape = (symbol: MarketSymbol, place: number) => {
  let trades = (place + 1) * 1_000_000_000
  return (at: number, side: 'Buy' | 'Sell', price: number, qty: number): TradePrinted => ({
    type: 'TradePrinted',
    symbol,
    side,
    price: price as Price,
    qty: qty as Qty,
    tradeId: String(++trades) as TradeId,
    venueAt: venueTime(at),
  })
}

/** The ticker of a symbol; its fair price is both mark and index. */
export const tickerUpdated = (
  symbol: MarketSymbol,
  last: number | null,
  fair: number,
  at: number,
): TickerUpdated => ({
  type: 'TickerUpdated',
  symbol,
  last: last as Price | null,
  mark: fair as Price,
  index: fair as Price,
  fundingRate: null,
  nextFundingAt: null,
  venueAt: venueTime(at),
})

/** The edge of a symbol, measured outside the session. */
export const edgeUpdated = (symbol: MarketSymbol, edge: number): EdgeUpdated =>
  edgeSaid(symbol, edge as Bps, 'external')

/** A book's two sides, flat and best first. */
export type BookSides = {
  readonly bids: ReadonlyArray<number>
  readonly asks: ReadonlyArray<number>
}

const bookDepth = 50 as Count

/** The venue's clock ticks in milliseconds. */
const venueTime = (at: number): TimestampUs => (at - (at % 1_000)) as TimestampUs

const sameTouch = (was: ReadonlyArray<number>, is: ReadonlyArray<number>): boolean =>
  was[0] === is[0] && was[1] === is[1]

const quoteObserved = (
  { symbol, crossSeq, venueAt }: BookUpdated,
  bids: ReadonlyArray<number>,
  asks: ReadonlyArray<number>,
): QuoteObserved => ({
  type: 'QuoteObserved',
  symbol,
  bid: bids[0] as Price,
  bidQty: bids[1] as Qty,
  ask: asks[0] as Price,
  askQty: asks[1] as Qty,
  venueAt,
  crossSeq,
})
