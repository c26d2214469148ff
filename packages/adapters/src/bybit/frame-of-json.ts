import * as E from 'fp-ts/Either'
import type * as t from 'io-ts'
import type { Price, Qty, TimestampUs, TradePrinted } from '@shadowtape/core'
import { FeeRate, TradeId, decimalsOf, feeRateScale, parseDecimal } from '@shadowtape/core'

import type { BookFrame, MessageFrame, TickerField, TickerFrame, TradesFrame } from './frame'
import { tickerFields, timeMsMax } from './frame'
import type { Wire } from './frame-codec'
import { BookWire, TickerWire, TradesWire } from './frame-codec'
import { shapeFault, shortJson } from './shape-fault'
import type { KnownTopic, TopicKind } from './topic'
import { unsupportedFamily } from './unsupported-family'

/** Why a message cannot be used: its shape, one of its values, or decimals beyond the scale. */
export type FrameFault =
  | { readonly type: 'BadShape'; readonly field: string; readonly detail: string }
  | { readonly type: 'BadValue'; readonly field: string; readonly detail: string }
  | { readonly type: 'OfOption'; readonly symbol: string }
  | {
      readonly type: 'TooFine'
      readonly field: string
      readonly what: 'price' | 'qty'
      readonly decimals: number
    }

/** A message with the shape that its topic calls for; its numbers are still texts. */
export const wireOfJson = (json: unknown, kind: TopicKind): E.Either<FrameFault, Wire> => {
  switch (kind) {
    case 'book':
      return E.map((wire: BookWire): Wire => ({ kind, wire }))(shaped(BookWire, json))
    case 'trades':
      return E.map((wire: TradesWire): Wire => ({ kind, wire }))(shaped(TradesWire, json))
    case 'tickers':
      return E.map((wire: TickerWire): Wire => ({ kind, wire }))(shaped(TickerWire, json))
  }
}

/**
 * A message in its instrument's units. Slower than reading its bytes, and the authority on what
 * they mean: it accepts every form the venue may use, and names the field where it does not.
 */
export const frameOfWire = (
  message: Wire,
  topic: KnownTopic,
): E.Either<FrameFault, MessageFrame> => {
  try {
    switch (message.kind) {
      case 'book':
        return E.right(bookFrame(message.wire, topic))
      case 'trades':
        return E.right(tradesFrame(message.wire, topic))
      case 'tickers':
        return E.right(tickerFrame(message.wire, topic))
    }
  } catch (thrown) {
    if (thrown instanceof Refused) return E.left(thrown.fault)
    throw thrown
  }
}

/** Carries a fault out of the nested readers below; never leaves this file. */
class Refused extends Error {
  constructor(readonly fault: FrameFault) {
    super(fault.type)
  }
}

const shaped = <A>(codec: t.Type<A>, json: unknown): E.Either<FrameFault, A> => {
  const decoded = codec.decode(json)
  if (E.isRight(decoded)) return decoded
  return E.left({ type: 'BadShape', ...shapeFault(decoded.left, 'message') })
}

const bookFrame = ({ type, ts, cts, data }: BookWire, topic: KnownTopic): BookFrame => {
  mustName(topic, data.s, 'data.s')
  return {
    type: 'book',
    topic,
    kind: type,
    sentAt: timeUs(ts, 'ts'),
    venueAt: cts === undefined ? timeUs(ts, 'ts') : timeUs(cts, 'cts'),
    bids: levelsOf(data.b, 'data.b', topic),
    asks: levelsOf(data.a, 'data.a', topic),
    updateId: data.u,
    crossSeq: data.seq,
  }
}

const levelsOf = (
  side: ReadonlyArray<ReadonlyArray<string>>,
  field: string,
  topic: KnownTopic,
): Array<number> => {
  const levels: Array<number> = []
  for (const [index, level] of side.entries()) {
    const [price, qty] = level
    if (price === undefined || qty === undefined || level.length > 2) {
      const detail = 'is not a price and a size'
      throw new Refused({ type: 'BadShape', field: `${field}[${index}]`, detail })
    }
    levels.push(priceOf(price, `${field}[${index}][0]`, topic))
    levels.push(qtyOf(qty, `${field}[${index}][1]`, topic))
  }
  return levels
}

const tradesFrame = ({ ts, data }: TradesWire, topic: KnownTopic): TradesFrame => {
  const trades: Array<TradePrinted> = []
  for (const [index, trade] of data.entries()) {
    const field = `data[${index}]`
    mustName(topic, trade.s, `${field}.s`)
    const qty = qtyOf(trade.v, `${field}.v`, topic)
    if (qty === 0) refuse(`${field}.v`, 'is 0: a trade has a size')
    const printed: TradePrinted = {
      type: 'TradePrinted',
      symbol: topic.symbol,
      side: trade.S,
      price: priceOf(trade.p, `${field}.p`, topic) as Price,
      qty: qty as Qty,
      tradeId: tradeIdOf(trade.i, `${field}.i`),
      venueAt: timeUs(trade.T, `${field}.T`) as TimestampUs,
    }
    if (trade.BT !== true) trades.push(printed)
  }
  const sentAt = timeUs(ts, 'ts')
  return { type: 'trades', topic, sentAt, trades, blocks: data.length - trades.length }
}

const tickerFrame = ({ type, ts, data }: TickerWire, topic: KnownTopic): TickerFrame => {
  mustName(topic, data.symbol, 'data.symbol')
  const fields = new Map<TickerField, number | null>()
  for (const name of tickerFields) {
    const text = data[name]
    if (text === undefined) continue
    fields.set(name, text === '' ? null : tickerValue(name, text, topic))
  }
  return { type: 'ticker', topic, kind: type, sentAt: timeUs(ts, 'ts'), fields }
}

const tickerValue = (name: TickerField, text: string, topic: KnownTopic): number => {
  const field = `data.${name}`
  switch (name) {
    case 'bid1Size':
    case 'ask1Size':
      return qtyOf(text, field, topic)
    case 'fundingRate':
      return rateOf(text, field)
    case 'nextFundingTime':
      return /^\d{1,15}$/.test(text)
        ? timeUs(Number(text), field)
        : refuse(field, `is ${shortJson(text)}, which is no time in milliseconds`)
    default:
      return priceOf(text, field, topic)
  }
}

const rateOf = (text: string, field: string): number => {
  const rate = parseDecimal(text, feeRateScale)
  return FeeRate.is(rate) ? rate : refuse(field, `is ${shortJson(text)}, which is no funding rate`)
}

const mustName = (topic: KnownTopic, symbol: string, field: string): void => {
  if (symbol === topic.symbol) return
  if (unsupportedFamily(symbol) === 'option') throw new Refused({ type: 'OfOption', symbol })
  refuse(field, `is ${shortJson(symbol)} in a message of the topic ${topic.text}`)
}

const timeUs = (ms: number, field: string): number => {
  if (ms > timeMsMax) refuse(field, `is ${ms}, which is no time in milliseconds`)
  return ms * 1000
}

const tradeIdOf = (id: string, field: string): TradeId =>
  TradeId.is(id) ? id : refuse(field, `is ${shortJson(id)}, which is no trade id`)

const priceOf = (text: string, field: string, topic: KnownTopic): number => {
  const price = decimalOf(text, field, 'price', topic)
  return price > 0 ? price : refuse(field, 'is 0: a price is more than that')
}

const qtyOf = (text: string, field: string, topic: KnownTopic): number =>
  decimalOf(text, field, 'qty', topic)

const decimalOf = (
  text: string,
  field: string,
  what: 'price' | 'qty',
  topic: KnownTopic,
): number => {
  const value = parseDecimal(text, what === 'price' ? topic.priceScale : topic.qtyScale)
  if (value === 'too fine') {
    throw new Refused({ type: 'TooFine', field, what, decimals: decimalsOf(text) })
  }
  if (typeof value === 'string' || text.startsWith('-')) {
    const why = value === 'too large' ? 'is too large' : 'is not a plain decimal of 0 or more'
    return refuse(field, `${shortJson(text)} ${why}`)
  }
  return value
}

const refuse = (field: string, detail: string): never => {
  throw new Refused({ type: 'BadValue', field, detail })
}
