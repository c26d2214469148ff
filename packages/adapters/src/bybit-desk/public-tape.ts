import type { BookUpdated, Instrument, QuoteObserved, TradePrinted } from '@shadowtape/core'

import { priceText, qtyText } from './figures'
import type { Row } from './order-rows'

/** What a symbol has printed since the desk was opened; in its instrument's units. */
export type PrintedSoFar = {
  first: number | null
  high: number | null
  low: number | null
  volume: bigint
  turnover: bigint
}

/** A trade as it was printed, newest last in its list. */
export type Printed = {
  readonly trade: TradePrinted
  readonly seq: number
  readonly atMs: number
}

/** What the public has seen of the market beside its state: trades, and how often books changed. */
export type PublicTape = {
  readonly printed: (symbol: string) => ReadonlyArray<Printed>
  readonly soFar: (symbol: string) => PrintedSoFar
  /** Bybit's `u`, `seq` and the time of the book behind them. */
  readonly bookMark: (symbol: string) => BookMark
  readonly tradeSeen: (trade: TradePrinted, seq: number, atMs: number) => void
  readonly bookSeen: (event: BookUpdated | QuoteObserved, seq: number, atMs: number) => void
}

/** What a book is told with: it changed so many times, last by a line of such a number and time. */
export type BookMark = {
  readonly updateId: number
  readonly seq: number
  readonly atMs: number
}

/** A tape with nothing on it; of each symbol so many trades are kept. */
export const newPublicTape = (tradesMax: number): PublicTape => {
  const trades = new Map<string, Array<Printed>>()
  const totals = new Map<string, PrintedSoFar>()
  const marks = new Map<string, BookMark>()
  const soFar = (symbol: string): PrintedSoFar => {
    const known = totals.get(symbol)
    if (known !== undefined) return known
    const none: PrintedSoFar = { first: null, high: null, low: null, volume: 0n, turnover: 0n }
    totals.set(symbol, none)
    return none
  }
  const bookMark = (symbol: string): BookMark => marks.get(symbol) ?? unseen
  return {
    printed: (symbol) => trades.get(symbol) ?? [],
    soFar,
    bookMark,
    tradeSeen: (trade, seq, atMs) => {
      const kept = trades.get(trade.symbol) ?? []
      kept.push({ trade, seq, atMs })
      if (kept.length > tradesMax) kept.shift()
      trades.set(trade.symbol, kept)
      counted(soFar(trade.symbol), trade)
    },
    bookSeen: ({ symbol }, seq, atMs) => {
      marks.set(symbol, { updateId: bookMark(symbol).updateId + 1, seq, atMs })
    },
  }
}

// a `u` of 1 would say that the service was started anew
const unseen: BookMark = { updateId: 1_000, seq: 0, atMs: 0 }

const counted = (total: PrintedSoFar, { price, qty }: TradePrinted): void => {
  total.first ??= price
  total.high = Math.max(total.high ?? price, price)
  total.low = Math.min(total.low ?? price, price)
  total.volume += BigInt(qty)
  total.turnover += BigInt(qty) * BigInt(price)
}

/** A trade as `recent-trade` shows it. */
export const recentTradeRow = (instrument: Instrument, { trade, seq }: Printed): Row => ({
  execId: trade.tradeId,
  symbol: trade.symbol,
  price: priceText(instrument, trade.price),
  size: qtyText(instrument, trade.qty),
  side: trade.side,
  time: String(Math.floor(trade.venueAt / 1_000)),
  isBlockTrade: false,
  isRPITrade: false,
  seq: String(seq),
})
