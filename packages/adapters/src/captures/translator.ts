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
  readonly symbol: MarketSymbol
  isListed: boolean
  hasBook: boolean
  /** The one depth above 1 that is used: the first that was seen. */
  depth: number | null
  readonly book: BookKeeper
  readonly touch: TouchKeeper
  readonly ticker: TickerKeeper
}

/** A translator before the first message. */
export const newTranslator = (
  instrumentOf: (symbol: string) => Instrument | undefined,
  tally: Tally,
  sink: (at: TimestampUs, input: Input) => void,
): Translator => {
  const desks = new Map<string, Desk>()

  const deskOf = (symbol: MarketSymbol): Desk => {
    const found = desks.get(symbol)
    if (found !== undefined) return found
    const desk = newDesk(symbol)
    desks.set(symbol, desk)
    return desk
  }

  const emit = (at: TimestampUs, desk: Desk, input: Input): void => {
    if (!desk.isListed) list(at, desk)
    tally.inputs++
    tally.lastAt = at
    sink(at, input)
  }

  const list = (at: TimestampUs, desk: Desk): void => {
    const instrument = instrumentOf(desk.symbol) as Instrument
    desk.isListed = true
    tally.firstAt ??= at
    tally.symbols.push(desk.symbol)
    tally.inputs++
    sink(at, listingOf(instrument))
  }

  const onBook = (at: TimestampUs, desk: Desk, frame: BookFrame): Fault | null => {
    const { depth } = frame.topic
    desk.hasBook = true
    if (depth === 1) return onTouch(at, desk, frame)
    desk.depth ??= depth
    if (desk.depth !== depth) return leaveOut('another depth')
    const verdict = desk.book.admit(frame)
    if (typeof verdict === 'object') return verdict
    if (verdict !== 'snapshot' && verdict !== 'delta') return leaveOut(verdict)
    emit(at, desk, bookUpdatedOf(frame, verdict))
    return null
  }

  const onTouch = (at: TimestampUs, desk: Desk, frame: BookFrame): Fault | null => {
    const verdict = desk.touch.observe(frame)
    if (verdict === null) return null
    if (typeof verdict === 'string') return leaveOut(verdict)
    if (!('type' in verdict)) return verdict
    emit(at, desk, verdict)
    return null
  }

  const onTrades = (at: TimestampUs, desk: Desk, frame: TradesFrame): null => {
    for (const trade of frame.trades) emit(at, desk, trade)
    for (let i = 0; i < frame.blocks; i++) leaveOut('block trade')
    return null
  }

  const onTicker = (at: TimestampUs, desk: Desk, frame: TickerFrame): Fault | null => {
    const { quote, ticker } = desk.ticker.observe(frame)
    if (quote !== null && !desk.hasBook) {
      if (!('type' in quote)) return quote
      emit(at, desk, quote)
    }
    if (ticker !== null) emit(at, desk, ticker)
    return null
  }

  const leaveOut = (reason: IgnoredReason): null => {
    countOne(tally.ignored, reason)
    return null
  }

  return {
    deliver: (at, frame) => {
      const desk = deskOf(frame.topic.symbol)
      countOne(tally.messages, frame.topic.name)
      switch (frame.type) {
        case 'book':
          return onBook(at, desk, frame)
        case 'trades':
          return onTrades(at, desk, frame)
        case 'ticker':
          return onTicker(at, desk, frame)
      }
    },
  }
}

const newDesk = (symbol: MarketSymbol): Desk => ({
  symbol,
  isListed: false,
  hasBook: false,
  depth: null,
  book: newBookKeeper(),
  touch: newTouchKeeper(symbol),
  ticker: newTickerKeeper(symbol),
})

const listingOf = (instrument: Instrument): InstrumentListed => ({
  type: 'InstrumentListed',
  symbol: instrument.symbol,
  category: instrument.category,
  priceScale: instrument.priceScale as Scale,
  qtyScale: instrument.qtyScale as Scale,
  tickSize: instrument.tickSize,
  lotSize: instrument.lotSize,
  minQty: instrument.minQty,
  maxQty: instrument.maxQty,
  minNotionalUsd: instrument.minNotionalUsd,
})

const bookUpdatedOf = (frame: BookFrame, kind: 'snapshot' | 'delta'): BookUpdated => ({
  type: 'BookUpdated',
  symbol: frame.topic.symbol,
  kind,
  depth: frame.topic.depth as Count,
  bids: frame.bids as Levels,
  asks: frame.asks as Levels,
  updateId: frame.updateId as Count,
  crossSeq: frame.crossSeq as Count,
  venueAt: frame.venueAt as TimestampUs,
})
