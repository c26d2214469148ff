import type {
  BookUpdated,
  Count,
  Input,
  Instrument,
  InstrumentListed,
  Levels,
  MarketSymbol,
  Scale,
  TimestampUs,
} from '@shadowtape/core'

import type { BookFrame, Frame, TickerFrame, TradesFrame } from '../bybit/frame'
import type { BookKeeper } from './book-keeper'
import { newBookKeeper } from './book-keeper'
import type { Fault } from './capture-problem'
import type { IgnoredReason, Tally } from './capture-summary'
import { countOne } from './capture-summary'
import type { TickerKeeper } from './ticker-keeper'
import { newTickerKeeper } from './ticker-keeper'
import type { TouchKeeper } from './touch-keeper'
import { newTouchKeeper } from './touch-keeper'

/** Turns well-formed messages into the inputs of a session, symbol by symbol. */
export type Translator = {
  /** Delivers what a message comes to, in order; says what is wrong where it breaks a rule. */
  readonly deliver: (at: TimestampUs, frame: Frame) => Fault | null
}

/** What is kept of a symbol between its messages. */
type Desk = {
  hasBook: boolean
  /** The one source of a book that is used, and the one of a touch: the first that was seen. */
  bookSource: string | null
  touchSource: string | null
  readonly book: BookKeeper
  readonly touch: TouchKeeper
  readonly ticker: TickerKeeper
  /** Hands an input over, behind the symbol's listing if it is its first. */
  readonly emit: (at: TimestampUs, input: Input) => void
  readonly leaveOut: (reason: IgnoredReason) => void
}

/** A translator before the first message. */
export const newTranslator = (
  instrumentOf: (symbol: string) => Instrument | undefined,
  tally: Tally,
  sink: (at: TimestampUs, input: Input) => void,
): Translator => {
  const desks = new Map<string, Desk>()
  return {
    deliver: (at, frame) => {
      const { symbol, name } = frame.topic
      if (frame.type === 'break') return onBreak(desks.get(symbol), name)
      const desk = desks.get(symbol) ?? newDesk(symbol, instrumentOf, tally, sink)
      desks.set(symbol, desk)
      countOne(tally.messages, name)
      switch (frame.type) {
        case 'book':
          return frame.topic.depth === 1 ? onTouch(at, desk, frame) : onBook(at, desk, frame)
        case 'trades':
          return onTrades(at, desk, frame)
        case 'ticker':
          return onTicker(at, desk, frame)
      }
    },
  }
}

const newDesk = (
  symbol: MarketSymbol,
  instrumentOf: (symbol: string) => Instrument | undefined,
  tally: Tally,
  sink: (at: TimestampUs, input: Input) => void,
): Desk => {
  let isListed = false
  const put = (at: TimestampUs, input: Input): void => {
    tally.firstAt ??= at
    tally.lastAt = at
    tally.inputs++
    sink(at, input)
  }
  return {
    hasBook: false,
    bookSource: null,
    touchSource: null,
    book: newBookKeeper(),
    touch: newTouchKeeper(symbol),
    ticker: newTickerKeeper(symbol),
    leaveOut: (reason) => countOne(tally.ignored, reason),
    emit: (at, input) => {
      if (!isListed) {
        isListed = true
        tally.symbols.push(symbol)
        put(at, listingOf(instrumentOf(symbol) as Instrument))
      }
      put(at, input)
    },
  }
}

const onTouch = (at: TimestampUs, desk: Desk, frame: BookFrame): Fault | null => {
  desk.hasBook = true
  desk.touchSource ??= frame.topic.name
  const isUsed = desk.touchSource === frame.topic.name
  const verdict = isUsed ? desk.touch.observe(frame) : 'another depth'
  if (verdict === null) return null
  if (typeof verdict === 'string') desk.leaveOut(verdict)
  else if (!('type' in verdict)) return verdict
  else desk.emit(at, verdict)
  return null
}

const onBook = (at: TimestampUs, desk: Desk, frame: BookFrame): Fault | null => {
  desk.hasBook = true
  desk.bookSource ??= frame.topic.name
  const isUsed = desk.bookSource === frame.topic.name
  const verdict = isUsed ? desk.book.admit(frame) : 'another depth'
  if (typeof verdict === 'object') return verdict
  if (verdict === 'snapshot' || verdict === 'delta')
    desk.emit(at, bookUpdatedOf(frame, verdict, desk.book.updateId()))
  else desk.leaveOut(verdict)
  return null
}

const onBreak = (desk: Desk | undefined, source: string): null => {
  if (desk?.bookSource === source) desk.book.distrust()
  return null
}

const onTrades = (at: TimestampUs, desk: Desk, frame: TradesFrame): null => {
  for (const trade of frame.trades) desk.emit(at, trade)
  for (let i = 0; i < frame.blocks; i++) desk.leaveOut('block trade')
  return null
}

const onTicker = (at: TimestampUs, desk: Desk, frame: TickerFrame): Fault | null => {
  const { quote, ticker } = desk.ticker.observe(frame)
  if (quote !== null && !desk.hasBook) {
    if (!('type' in quote)) return quote
    desk.emit(at, quote)
  }
  if (ticker !== null) desk.emit(at, ticker)
  return null
}

const listingOf = (instrument: Instrument): InstrumentListed => ({
  type: 'InstrumentListed',
  symbol: instrument.symbol,
  category: instrument.category,
  baseCoin: instrument.baseCoin,
  quoteCoin: instrument.quoteCoin,
  priceScale: instrument.priceScale as Scale,
  qtyScale: instrument.qtyScale as Scale,
  tickSize: instrument.tickSize,
  lotSize: instrument.lotSize,
  minQty: instrument.minQty,
  maxQty: instrument.maxQty,
  maxMarketQty: instrument.maxMarketQty,
  minNotionalUsd: instrument.minNotionalUsd,
  priceLimitX: instrument.priceLimitX,
  priceLimitY: instrument.priceLimitY,
})

const bookUpdatedOf = (
  frame: BookFrame,
  kind: 'snapshot' | 'delta',
  updateId: number,
): BookUpdated => ({
  type: 'BookUpdated',
  symbol: frame.topic.symbol,
  kind,
  depth: frame.topic.depth as Count,
  bids: frame.bids as Levels,
  asks: frame.asks as Levels,
  updateId: updateId as Count,
  crossSeq: (frame.crossSeq ?? 0) as Count,
  venueAt: frame.venueAt as TimestampUs,
})
