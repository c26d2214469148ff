import * as E from 'fp-ts/Either'
import { MarketSymbol } from '@shadowtape/core'

import { frameOfBytes } from '../bybit/frame-of-bytes'
import type { Wire } from '../bybit/frame-codec'
import { frameOfWire, wireOfJson } from '../bybit/frame-of-json'
import { inferInstrument } from '../bybit/infer-instrument'
import type { KnownTopic, Topic } from '../bybit/topic'
import { knownTopic, topicOf } from '../bybit/topic'
import { shortJson } from '../bybit/shape-fault'
import type { TopicTable } from '../bybit/topic-table'
import { newTopicTable } from '../bybit/topic-table'
import { unsupportedFamily } from '../bybit/unsupported-family'
import type { GivenInstruments, KnownInstruments } from './known-instruments'
import type { MessageReading } from './reading'
import { faulty, halfScales, ignored, refusalOf, unsupported } from './reading'

/** Which symbols to read, and what is known of them; `null` reads every symbol. */
export type ReaderOptions = GivenInstruments & { readonly symbols: ReadonlySet<string> | null }

/** Reads messages in the units of instruments that are given, common, or inferred on sight. */
export type MessageReader = {
  readonly read: (bytes: Buffer, start: number, end: number) => MessageReading
}

/** A reader that has seen no message yet. */
export const newMessageReader = (
  options: ReaderOptions,
  instruments: KnownInstruments,
): MessageReader => {
  const topics = newTopicTable()
  const seen: Seen = { options, topics, instruments }
  return {
    read: (bytes, start, end) =>
      frameOfBytes(bytes, start, end, topics) ?? readText(seen, bytes.toString('utf8', start, end)),
  }
}

/** What a reader has met so far. */
type Seen = {
  readonly options: ReaderOptions
  readonly topics: TopicTable
  readonly instruments: KnownInstruments
}

const readText = (seen: Seen, text: string): MessageReading => {
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
  return family === null ? readNew(seen, json, name, topic) : unsupported('topic', symbol, family)
}

const readKnown = (seen: Seen, json: object, topic: KnownTopic): MessageReading => {
  const wire = wireOfJson(json, topic.kind)
  if (E.isLeft(wire)) return refusalOf(wire.left)
  const frame = frameOfWire(wire.right, topic)
  return E.isLeft(frame) ? seen.instruments.refusal(frame.left, topic) : frame.right
}

/** The first message of a topic: its symbol's instrument may have to be inferred from it. */
const readNew = (seen: Seen, json: object, name: string, topic: Topic): MessageReading => {
  const { instruments } = seen
  const symbol = topic.symbol as MarketSymbol
  const wire = wireOfJson(json, topic.kind)
  if (E.isLeft(wire)) return refusalOf(wire.left)
  const given = instruments.before(symbol, 'may be common')
  if (given !== undefined) instruments.settle(given, 'known')
  const instrument = given ?? inferInstrument(symbol, wire.right)
  if (instrument === null) return tooFineToInfer(wire.right, name, topic)
  const known = knownTopic(name, topic, instrument)
  const frame = frameOfWire(wire.right, known)
  if (E.isLeft(frame)) return instruments.refusal(frame.left, known)
  if (given === undefined) instruments.settle(instrument, 'inferred')
  seen.topics.add(known)
  return frame.right
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

/** Names the field that keeps a symbol's decimals from fitting; half of them each is a fair try. */
const tooFineToInfer = (wire: Wire, name: string, topic: Topic): MessageReading => {
  const symbol = topic.symbol as MarketSymbol
  const frame = frameOfWire(wire, knownTopic(name, topic, halfScales(symbol)))
  return E.isLeft(frame)
    ? refusalOf(frame.left)
    : faulty('bad value', 'data', 'has too many decimals')
}
