import type { Message, Strategy, TimestampUs } from '../../src'
import {
  aQuote,
  aSession,
  anEdge,
  anInstrument,
  newTape,
  openSession,
  reExecution,
  storyStartUs,
  twoSided,
} from '../../src'
import { entriesOf, powersWith } from '../support/recorded'
import { sha256 } from '../support/sha256'

const start = storyStartUs as TimestampUs
const quoting = twoSided as unknown as Strategy

/** Quotes like `twoSided`, and breaks at the first message of a type. */
const breakingAt = (type: Message['type']): Strategy => ({
  ...quoting,
  decide: (view, message) => {
    if (message.type === type) throw new Error(`broke at ${type}`)
    return quoting.decide(view, message)
  },
})

/** What is on the tape when a session over two quotes and an edge has broken. */
const recordedUntilBroken = (strategy: Strategy): Uint8Array => {
  const tape = newTape(sha256)
  expect(() => {
    const session = openSession(aSession(), start, strategy, sha256, tape)
    for (const input of [anInstrument(), aQuote(), anEdge(), aQuote()]) session.record(start, input)
  }).toThrow('broke at ')
  return tape.waiting().slice()
}

const typesOf = (bytes: Uint8Array) => entriesOf(bytes).map(({ message }) => message.type)

/** Re-executes what there is, in blocks of so many lines, to where it stops. */
const replayedTo = (bytes: Uint8Array, strategy: Strategy, linesAtOnce: number) => {
  const replay = reExecution(powersWith(strategy))
  const ends = [...bytes.entries()].filter(([, byte]) => byte === 10).map(([place]) => place + 1)
  let from = 0
  for (const [i, end] of ends.entries()) {
    if ((i + 1) % linesAtOnce !== 0 && end !== bytes.length) continue
    const stop = replay.block(bytes, from, end)
    if (stop !== null) return { stop, linesEqual: replay.linesEqual() }
    from = end
  }
  return { stop: replay.crash(), linesEqual: replay.linesEqual() }
}

describe('a strategy that throws', () => {
  it.each([
    ['SessionOpened', ['SessionOpened']],
    ['EdgeUpdated', ['EdgeUpdated']],
    ['PlaceOrder', ['QuoteObserved', 'PlaceOrder']],
    ['OrderAccepted', ['QuoteObserved', 'PlaceOrder', 'OrderPlaced', 'OrderAccepted']],
  ] as const)('at %s leaves everything up to that line on the tape', (type, last) => {
    const types = typesOf(recordedUntilBroken(breakingAt(type)))
    expect(types.slice(-last.length)).toStrictEqual(last)
  })

  it('ends its session', () => {
    const session = openSession(aSession(), start, breakingAt('QuoteObserved'), sha256)
    session.record(start, anInstrument())
    expect(() => session.record(start, aQuote())).toThrow('broke at QuoteObserved')
    expect(() => session.record(start, aQuote())).toThrow('the session is closed')
  })

  it.each([1, 2, 1_000])('throws again when it is replayed, %i lines at a time', (linesAtOnce) => {
    for (const type of ['SessionOpened', 'EdgeUpdated', 'OrderAccepted'] as const) {
      const bytes = recordedUntilBroken(breakingAt(type))
      expect(replayedTo(bytes, breakingAt(type), linesAtOnce)).toMatchObject({
        stop: { type: 'Diverged', divergence: { kind: 'crashed', says: `broke at ${type}` } },
        linesEqual: typesOf(bytes).length,
      })
    }
  })

  it('throws sooner than it did: what was recorded after is not equal', () => {
    const bytes = recordedUntilBroken(breakingAt('EdgeUpdated'))
    const { stop, linesEqual } = replayedTo(bytes, breakingAt('PlaceOrder'), 2)
    expect(stop).toMatchObject({ divergence: { kind: 'crashed', says: 'broke at PlaceOrder' } })
    expect(linesEqual).toBeLessThan(typesOf(bytes).length)
  })

  it('does not throw as it did: nothing stops', () => {
    const bytes = recordedUntilBroken(breakingAt('EdgeUpdated'))
    expect(replayedTo(bytes, quoting, 1)).toStrictEqual({
      stop: null,
      linesEqual: typesOf(bytes).length,
    })
  })
})
