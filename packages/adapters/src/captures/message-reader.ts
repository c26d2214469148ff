import * as E from 'fp-ts/Either'
import type { Instrument } from '@shadowtape/core'
import { MarketSymbol } from '@shadowtape/core'

import { commonInstruments } from '../bybit/common-instruments'
import { withFinerScale } from '../bybit/finer-scale'
import type { Frame } from '../bybit/frame'
import { frameOfBytes } from '../bybit/frame-of-bytes'
import type { Wire } from '../bybit/frame-codec'
import type { FrameFault } from '../bybit/frame-of-json'
import { frameOfWire, wireOfJson } from '../bybit/frame-of-json'
import { inferInstrument, instrumentAt } from '../bybit/infer-instrument'
import { areScalesUsable, decimalsMax, decimalsSumMax } from '../bybit/scale-limits'
import type { KnownTopic, Topic } from '../bybit/topic'
import { knownTopic, topicOf } from '../bybit/topic'
import { shortJson } from '../bybit/shape-fault'
import type { TopicTable } from '../bybit/topic-table'
import { newTopicTable } from '../bybit/topic-table'
import type { UnsupportedFamily } from '../bybit/unsupported-family'
import { unsupportedFamily } from '../bybit/unsupported-family'
import type { ScaleTooCoarse, UnsupportedSymbol } from './capture-failure'
import type { Fault } from './capture-problem'
import type { IgnoredReason } from './capture-summary'

/** Why a message ends the read, before it is known in which line it stands. */
export type Stop = Omit<UnsupportedSymbol, 'file' | 'line'> | Omit<ScaleTooCoarse, 'file' | 'line'>

/** What a message came to. */
export type Reading =
  | Frame
  | { readonly type: 'Ignored'; readonly reason: IgnoredReason }
  | { readonly type: 'Faulty'; readonly fault: Fault }
  | { readonly type: 'Stop'; readonly stop: Stop }

/** Which symbols to read, and what is known of them; `null` reads every symbol. */
export type ReaderOptions = {
  readonly symbols: ReadonlySet<string> | null
  readonly instruments: ReadonlyMap<string, Instrument>
}

/** Reads messages in the units of instruments that are given, common, or inferred on sight. */
export type MessageReader = {
  readonly read: (bytes: Buffer, start: number, end: number) => Reading
  /** The instrument of a symbol that a message was read of. */
  readonly instrumentOf: (symbol: string) => Instrument | undefined
}

/** A reader that has seen no message yet. */
export const newMessageReader = (
  options: ReaderOptions,
  warn: (text: string) => void,
): MessageReader => {
  const topics = newTopicTable()
  const instruments = new Map<string, Instrument>()
  const seen: Seen = { options, warn, topics, instruments, inferred: new Set() }
  return {
    instrumentOf: (symbol) => instruments.get(symbol),
    read: (bytes, start, end) =>
      frameOfBytes(bytes, start, end, topics) ?? readText(seen, bytes.toString('utf8', start, end)),
  }
}

/** What a reader has met so far. */
type Seen = {
  readonly options: ReaderOptions
  readonly warn: (text: string) => void
  readonly topics: TopicTable
  readonly instruments: Map<string, Instrument>
  readonly inferred: Set<string>
}

const readText = (seen: Seen, text: string): Reading => {
  const json = parsed(text)
  if (json === undefined) return faulty('not JSON', 'message', 'cannot be parsed')
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    return faulty('bad shape', 'message', 'is not an object')
  }
  const name = (json as { readonly topic?: unknown }).topic
  if (name === undefined && isControl(json)) return ignored('control frame')
  if (typeof name !== 'string') return faulty('bad shape', 'topic', 'is missing, or not a text')
  const known = seen.topics.byText(name)
  if (known !== undefined) return readKnown(seen, json, known)
  const topic = topicOf(name)
  if (topic === null) {
    return faulty('unknown topic', 'topic', `is ${shortJson(name)}, which no session can use`)
  }
  const { symbol } = topic
  const { symbols } = seen.options
  if (symbols !== null && !symbols.has(symbol)) return ignored('another symbol')
  if (!MarketSymbol.is(symbol)) {
    return faulty('bad value', 'topic', `is ${shortJson(name)}, which names no symbol`)
  }
  const family = unsupportedFamily(symbol)
  return family === null ? readNew(seen, json, name, topic) : unsupported(symbol, family)
}

const readKnown = (seen: Seen, json: object, topic: KnownTopic): Reading => {
  const wire = wireOfJson(json, topic.kind)
  if (E.isLeft(wire)) return faultOf(wire.left)
  const frame = frameOfWire(wire.right, topic)
  return E.isLeft(frame) ? refusal(seen, frame.left, topic) : frame.right
}

/** The first message of a topic: its symbol's instrument may have to be inferred from it. */
const readNew = (seen: Seen, json: object, name: string, topic: Topic): Reading => {
  const { options, instruments } = seen
  const symbol = topic.symbol as MarketSymbol
  const wire = wireOfJson(json, topic.kind)
  if (E.isLeft(wire)) return faultOf(wire.left)
  const given =
    instruments.get(symbol) ?? options.instruments.get(symbol) ?? commonInstruments.get(symbol)
  if (given !== undefined) instruments.set(symbol, given)
  const instrument = given ?? inferInstrument(symbol, wire.right)
  if (instrument === null) return tooFineToInfer(wire.right, name, topic)
  const known = knownTopic(name, topic, instrument)
  const frame = frameOfWire(wire.right, known)
  if (E.isLeft(frame)) return refusal(seen, frame.left, known)
  if (given === undefined) {
    instruments.set(symbol, instrument)
    seen.inferred.add(symbol)
    seen.warn(inferenceText(instrument))
  }
  seen.topics.add(known)
  return frame.right
}

const refusal = (seen: Seen, fault: FrameFault, topic: KnownTopic): Reading => {
  if (fault.type !== 'TooFine') return faultOf(fault)
  const { field, what, decimals } = fault
  const { symbol } = topic
  const instrument = seen.instruments.get(symbol)
  const priceScale = what === 'price' ? decimals : topic.priceScale
  const qtyScale = what === 'qty' ? decimals : topic.qtyScale
  if (instrument === undefined || !areScalesUsable(priceScale, qtyScale)) return faultOf(fault)
  const finer =
    (seen.inferred.has(symbol) ? instrumentAt(symbol, priceScale, qtyScale) : null) ??
    withFinerScale(instrument, what, decimals)
  return { type: 'Stop', stop: { type: 'ScaleTooCoarse', field, symbol, what, decimals, finer } }
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What a connection says about itself: acknowledgements, heartbeats. */
const isControl = (json: object): boolean =>
  'op' in json || 'success' in json || 'ret_msg' in json || 'conn_id' in json

const ignored = (reason: IgnoredReason): Reading => ({ type: 'Ignored', reason })

const faulty = (kind: Fault['kind'], field: string, detail: string): Reading => ({
  type: 'Faulty',
  fault: { kind, field, detail },
})

const unsupported = (symbol: string, family: UnsupportedFamily): Reading => ({
  type: 'Stop',
  stop: { type: 'UnsupportedSymbol', symbol, family },
})

const faultOf = (fault: FrameFault): Reading => {
  switch (fault.type) {
    case 'BadShape':
      return faulty('bad shape', fault.field, fault.detail)
    case 'BadValue':
      return faulty('bad value', fault.field, fault.detail)
    case 'OfOption':
      return unsupported(fault.symbol, 'option')
    case 'TooFine':
      return tooFine(fault.field, fault.decimals)
  }
}

const tooFine = (field: string, decimals: number): Reading =>
  faulty(
    'bad value',
    field,
    `has ${decimals} decimals: finer than ${decimalsMax} decimals, ` +
      `or than ${decimalsSumMax} for price and size together`,
  )

/** Names the field that keeps a symbol's decimals from fitting; half of them each is a fair try. */
const tooFineToInfer = (wire: Wire, name: string, topic: Topic): Reading => {
  const symbol = topic.symbol as MarketSymbol
  const half = decimalsSumMax / 2
  const frame = frameOfWire(
    wire,
    knownTopic(name, topic, { symbol, priceScale: half, qtyScale: half }),
  )
  return E.isLeft(frame)
    ? faultOf(frame.left)
    : faulty('bad value', 'data', 'has too many decimals')
}

const inferenceText = ({ symbol, priceScale, qtyScale }: Instrument): string =>
  `${symbol}: no instrument is known, so its tick of ${smallest(priceScale)} and its lot of ` +
  `${smallest(qtyScale)} are inferred from its first message`

const smallest = (scale: number): string => (scale === 0 ? '1' : `0.${'1'.padStart(scale, '0')}`)
