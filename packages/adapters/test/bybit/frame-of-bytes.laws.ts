import fc from 'fast-check'
import * as E from 'fp-ts/Either'
import type { Instrument } from '@shadowtape/core'
import { commonInstruments } from '@shadowtape/adapters'

import { frameOfBytes } from '../../src/bybit/frame-of-bytes'
import type { Frame } from '../../src/bybit/frame'
import { frameOfWire, wireOfJson } from '../../src/bybit/frame-of-json'
import { knownTopic, topicOf } from '../../src/bybit/topic'
import type { Topic } from '../../src/bybit/topic'
import { newTopicTable } from '../../src/bybit/topic-table'

const topics = newTopicTable()
for (const text of ['orderbook.1.BTCUSDT', 'orderbook.50.ETHUSDT', 'publicTrade.BTCUSDT']) {
  const topic = topicOf(text) as Topic
  topics.add(knownTopic(text, topic, commonInstruments.get(topic.symbol) as Instrument))
}

const fast = (bytes: Buffer): Frame | null => {
  // a line always has its end behind it
  const line = Buffer.concat([bytes, Buffer.from('\n')])
  return frameOfBytes(line, 0, bytes.length, topics)
}

/** What JSON.parse and the codecs make of the same bytes; `null` where they refuse them. */
const oracle = (bytes: Buffer): Frame | null => {
  try {
    const json = JSON.parse(bytes.toString('utf8')) as { readonly topic: string }
    const topic = topics.byText(json.topic)
    if (topic === undefined) return null
    const wire = wireOfJson(json, topic.kind)
    if (E.isLeft(wire)) return null
    const frame = frameOfWire(wire.right, topic)
    return E.isLeft(frame) ? null : frame.right
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return null
    throw error
  }
}

const decimal = fc
  .tuple(fc.integer({ min: 0, max: 99_999_999 }), fc.integer({ min: 0, max: 4 }))
  .map(([n, decimals]) => (n / 10 ** decimals).toFixed(decimals))
const level = fc.tuple(decimal, fc.oneof(decimal, fc.constant('0')))
const whole = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER })
const time = fc.integer({ min: 0, max: 9_007_199_254_741 })

const bookMessage = fc
  .record({
    topic: fc.constantFrom('orderbook.1.BTCUSDT', 'orderbook.50.ETHUSDT', 'orderbook.1.XRPUSDT'),
    type: fc.constantFrom('snapshot', 'delta'),
    ts: time,
    b: fc.array(level, { maxLength: 5 }),
    a: fc.array(level, { maxLength: 5 }),
    u: whole,
    seq: whole,
    cts: fc.option(time, { nil: undefined }),
  })
  .map(({ topic, type, ts, b, a, u, seq, cts }) => {
    const s = topic.split('.')[2]
    return JSON.stringify({ topic, type, ts, data: { s, b, a, u, seq }, cts })
  })

const tradeOf = fc.record(
  {
    T: time,
    s: fc.constant('BTCUSDT'),
    S: fc.constantFrom('Buy', 'Sell'),
    v: decimal,
    p: decimal,
    L: fc.constantFrom('PlusTick', 'ZeroMinusTick'),
    i: fc.stringMatching(/^[a-z0-9-]{1,40}$/),
    BT: fc.boolean(),
    RPI: fc.boolean(),
    seq: whole,
  },
  { requiredKeys: ['T', 's', 'S', 'v', 'p', 'i'] },
)

/** Trades whose keys come in any order. */
const tradesMessage = fc
  .tuple(time, fc.array(fc.tuple(tradeOf, fc.integer({ min: 0, max: 9 })), { maxLength: 4 }))
  .map(([ts, trades]) => {
    const data = trades.map(([trade, turn]) => {
      const entries = Object.entries(trade)
      return Object.fromEntries([...entries.slice(turn), ...entries.slice(0, turn)])
    })
    return JSON.stringify({ topic: 'publicTrade.BTCUSDT', type: 'snapshot', ts, data })
  })

const message = fc.oneof(bookMessage, tradesMessage)

const letters = '0123456789.,:-+eE"[]{}tfn \\\u0000\u00e9'.split(/(?:)/)

/** One byte changed, dropped, doubled, or a piece of the message repeated elsewhere. */
const mutated = fc
  .tuple(
    message,
    fc.constantFrom('change', 'drop', 'double', 'repeat'),
    fc.nat(),
    fc.nat(),
    fc.constantFrom(...letters),
  )
  .map(([text, how, one, two, letter]) => {
    const p = one % text.length
    const q = two % text.length
    if (how === 'change') return text.slice(0, p) + letter + text.slice(p + 1)
    if (how === 'drop') return text.slice(0, p) + text.slice(p + 1)
    if (how === 'double') return text.slice(0, p) + text.slice(p, p + 1) + text.slice(p)
    return text.slice(0, q) + text.slice(p, p + 20) + text.slice(q)
  })
  .map((text) => Buffer.from(text, 'utf8'))

describe('frameOfBytes', () => {
  it('agrees with JSON.parse and the codecs on every message written in the usual order', () => {
    let taken = 0
    fc.assert(
      fc.property(message, (text) => {
        const bytes = Buffer.from(text)
        const frame = fast(bytes)
        if (frame !== null) taken++
        expect(frame).toStrictEqual(oracle(bytes))
      }),
      { seed: 2, numRuns: 4000 },
    )
    expect(taken).toBeGreaterThan(800)
  })

  it('takes no damaged message that the codecs refuse or read differently', () => {
    let taken = 0
    fc.assert(
      fc.property(mutated, (bytes) => {
        const frame = fast(bytes)
        if (frame === null) return
        taken++
        expect(frame).toStrictEqual(oracle(bytes))
      }),
      { seed: 3, numRuns: 20_000 },
    )
    expect(taken).toBeGreaterThan(100)
  })
})
