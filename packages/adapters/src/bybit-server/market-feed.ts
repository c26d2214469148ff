import type { Instrument, TradePrinted } from '@shadowtape/core'
import { marketAtVenue } from '@shadowtape/core'

import type { StreamCategory } from '../bybit-api/api-env'
import type { DryRunDesk, MarketInput } from '../bybit-desk/dry-run-desk'
import { priceText, qtyText } from '../bybit-desk/figures'
import { levelTexts } from '../bybit-desk/market-endpoints'
import type { Row } from '../bybit-desk/order-rows'
import { tickerStreamRow } from '../bybit-desk/ticker-rows'
import type { BookView } from './book-view'
import { isEmptyView, viewDelta } from './book-view'
import type { FaultAt } from './faults'

/** What a public topic is of. */
export type PublicTopic =
  | { readonly of: 'book'; readonly depth: number; readonly instrument: Instrument }
  | { readonly of: 'trades' | 'ticker' | 'other'; readonly instrument: Instrument }

/** The topics of a category, made of what the desk sees of the market. */
export type MarketFeed = {
  /** What a topic is of; `null` where it is none of the category, or of a symbol that is not. */
  readonly topicOf: (topic: string) => PublicTopic | null
  /** What a new subscriber is told first; `null` for trades, and where nothing was seen yet. */
  readonly snapshot: (topic: string) => string | null
  readonly heard: (input: MarketInput, atMs: number) => void
}

/** What a feed needs of the stream that it is for. */
export type FeedOutlet = {
  readonly isWanted: (topic: string) => boolean
  readonly strike: (topic: string) => FaultAt<'message'> | null
  readonly publish: (topic: string, text: string, fault: FaultAt<'message'> | null) => void
}

/** Bybit's depths of books. */
export const bookDepths = [1, 50, 200, 1_000] as const

type BookState = { view: BookView; updateId: number }

type Feed = {
  readonly desk: DryRunDesk
  readonly category: StreamCategory
  readonly outlet: FeedOutlet
  readonly books: Map<string, BookState>
  readonly tickers: Map<string, Row>
}

/** A feed of a category. It works out only what somebody has subscribed to. */
export const newMarketFeed = (
  desk: DryRunDesk,
  category: StreamCategory,
  outlet: FeedOutlet,
): MarketFeed => {
  const feed: Feed = { desk, category, outlet, books: new Map(), tickers: new Map() }
  return {
    topicOf: (topic) => topicOf(feed, topic),
    snapshot: (topic) => snapshot(feed, topic),
    heard: (input, atMs) => {
      const instrument = listed(feed, input.symbol)
      if (instrument === null) return
      if (input.type === 'TradePrinted') tradeHeard(feed, instrument, input, atMs)
      if (input.type === 'BookUpdated' || input.type === 'QuoteObserved')
        for (const depth of bookDepths) bookMoved(feed, instrument, depth, atMs)
      if (input.type !== 'InstrumentListed') tickerMoved(feed, instrument, atMs)
    },
  }
}

const listed = ({ desk, category }: Feed, symbol: string): Instrument | null =>
  Object.values(desk.state.instruments).find(
    (each) => each.symbol === symbol && each.category === category,
  ) ?? null

const topicOf = (feed: Feed, topic: string): PublicTopic | null => {
  const [, name = '', symbol = ''] = /^(.+)\.([A-Z0-9-]+)$/.exec(topic) ?? []
  const instrument = listed(feed, symbol)
  if (instrument === null) return null
  if (name === 'publicTrade') return { of: 'trades', instrument }
  if (name === 'tickers') return { of: 'ticker', instrument }
  if (name === 'priceLimit' || /^kline\.(\d+|[DWM])$/.test(name)) return { of: 'other', instrument }
  const depth = bookDepths.find((each) => name === `orderbook.${each}`)
  return depth === undefined ? null : { of: 'book', depth, instrument }
}

const viewOf = ({ desk }: Feed, instrument: Instrument, depth: number): BookView => {
  const market = marketAtVenue(desk.state, instrument.symbol)
  return {
    bids: levelTexts(instrument, market, 'Buy', depth),
    asks: levelTexts(instrument, market, 'Sell', depth),
  }
}

const snapshot = (feed: Feed, topic: string): string | null => {
  const what = topicOf(feed, topic)
  const nowMs = Math.floor(feed.desk.state.at / 1_000)
  if (what?.of === 'ticker') {
    const row = tickerRowOf(feed, what.instrument)
    feed.tickers.set(topic, row)
    return tickerText(feed, topic, 'snapshot', row, nowMs)
  }
  if (what?.of !== 'book') return null
  const { instrument, depth } = what
  const view = viewOf(feed, instrument, depth)
  const book = feed.books.get(topic)
  if (isEmptyView(view) && book === undefined) return null
  // a book that nobody watched meanwhile may be another now
  const isSame = book !== undefined && isEmptyView(viewDelta(book.view, view))
  const updateId = book === undefined ? firstUpdate : book.updateId + (isSame ? 0 : 1)
  feed.books.set(topic, { view, updateId })
  return bookText(feed, topic, instrument, 'snapshot', view, updateId, nowMs)
}

// a `u` of 1 would say that the service was started anew
const firstUpdate = 1_000

const bookMoved = (feed: Feed, instrument: Instrument, depth: number, atMs: number): void => {
  const topic = `orderbook.${depth}.${instrument.symbol}`
  const { outlet, books } = feed
  if (!outlet.isWanted(topic)) return
  const view = viewOf(feed, instrument, depth)
  const book = books.get(topic)
  const delta = viewDelta(book?.view ?? { bids: [], asks: [] }, view)
  if (isEmptyView(delta)) return
  const fault = outlet.strike(topic)
  const isWhole = book === undefined || depth === 1 || fault?.deed === 'restart'
  const skipped = fault?.deed === 'gap' ? fault.by : 0
  const next = (book?.updateId ?? firstUpdate - 1) + 1 + skipped
  const updateId = fault?.deed === 'restart' ? 1 : next
  books.set(topic, { view, updateId })
  const kind = isWhole ? 'snapshot' : 'delta'
  const text = bookText(feed, topic, instrument, kind, isWhole ? view : delta, updateId, atMs)
  outlet.publish(topic, text, fault)
}

const bookText = (
  { desk }: Feed,
  topic: string,
  { symbol }: Instrument,
  type: 'snapshot' | 'delta',
  { bids, asks }: BookView,
  updateId: number,
  atMs: number,
): string => {
  const data = { s: symbol, b: bids, a: asks, u: updateId, seq: desk.state.seq }
  return JSON.stringify({ topic, type, ts: atMs, data, cts: atMs })
}

const tradeHeard = (
  feed: Feed,
  instrument: Instrument,
  trade: TradePrinted,
  atMs: number,
): void => {
  const topic = `publicTrade.${instrument.symbol}`
  if (!feed.outlet.isWanted(topic)) return
  const row = {
    T: Math.floor(trade.venueAt / 1_000),
    s: trade.symbol,
    S: trade.side,
    v: qtyText(instrument, trade.qty),
    p: priceText(instrument, trade.price),
    ...(feed.category === 'spot' ? {} : { L: 'ZeroPlusTick' }),
    i: trade.tradeId,
    BT: false,
    RPI: false,
    seq: feed.desk.state.seq,
  }
  const text = JSON.stringify({ topic, type: 'snapshot', ts: atMs, data: [row] })
  feed.outlet.publish(topic, text, feed.outlet.strike(topic))
}

const tickerRowOf = ({ desk }: Feed, instrument: Instrument): Row =>
  tickerStreamRow(
    instrument,
    marketAtVenue(desk.state, instrument.symbol),
    desk.tape.soFar(instrument.symbol),
  )

/** Linear tells what changed, and spot, where something did, everything. */
const tickerMoved = (feed: Feed, instrument: Instrument, atMs: number): void => {
  const topic = `tickers.${instrument.symbol}`
  if (!feed.outlet.isWanted(topic)) return
  const before = feed.tickers.get(topic)
  const row = tickerRowOf(feed, instrument)
  const changed = Object.entries(row).filter(([name, value]) => before?.[name] !== value)
  if (changed.length === 0) return
  feed.tickers.set(topic, row)
  const isWhole = before === undefined || feed.category === 'spot'
  const told = isWhole ? row : { symbol: instrument.symbol, ...Object.fromEntries(changed) }
  const text = tickerText(feed, topic, isWhole ? 'snapshot' : 'delta', told, atMs)
  feed.outlet.publish(topic, text, feed.outlet.strike(topic))
}

const tickerText = (
  { desk }: Feed,
  topic: string,
  type: 'snapshot' | 'delta',
  data: Row,
  atMs: number,
): string => JSON.stringify({ topic, type, data, cs: desk.state.seq, ts: atMs })
