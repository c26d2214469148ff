import fc from 'fast-check'

import type { SessionOpened, Strategy, TimestampUs } from '../../src'
import { aPlaceOrder, marketMaker, nothing, openSession, storyStartUs, twoSided } from '../../src'
import type { Timed } from '../support/any-history'
import { anyHistory } from '../support/any-history'
import { sha256 } from '../support/sha256'

/** Everything that the market maker can do, switched on. */
const everything = {
  ...{ quoteUsd: '300', spreadBps: '0.5', skewBps: '4', inventoryUsd: '900', requoteTicks: '2' },
  ...{ fair: 'microprice', volFactor: '1.5', volHalfLifeMs: '200', imbalanceBps: '2' },
  ...{ imbalanceLevels: '3', minLifeMs: '20', layers: '3', layerStepBps: '1', layerGrowth: '1.5' },
}

/** One past, and two futures that go on from it. */
const anyFork = fc
  .record({ past: anyHistory(50), one: anyHistory(25), other: anyHistory(25) })
  .map(({ past, one, other }) => {
    const from = past.inputs.at(-1)?.at ?? 0
    // both symbols are listed already
    const going = ({ inputs }: { readonly inputs: ReadonlyArray<Timed> }) =>
      inputs.slice(2).map(({ at, input }) => ({
        at: (from + at - storyStartUs) as TimestampUs,
        input,
      }))
    return { opened: past.opened, past: past.inputs, futures: [going(one), going(other)] }
  })

type Past = ReadonlyArray<Timed>
type MadeFor = (inputs: Past) => unknown
type Recorded = ReturnType<typeof recordedOn>

/** All bytes of a session that goes on after its past, and how many of them its past made. */
const recordedOn = (opened: SessionOpened, past: Past, future: Past, strategy: unknown) => {
  const start = storyStartUs as TimestampUs
  const session = openSession(opened, start, strategy as Strategy, sha256)
  for (const { at, input } of past) session.record(at, input)
  const { length } = session.tape.waiting()
  for (const { at, input } of future) session.record(at, input)
  return { bytes: session.tape.waiting().slice(), length }
}

/** How many pasts went on differently, how many quotes they hold, and how many gave it away. */
const forksOf = (madeFor: MadeFor, strategyParams: string, numRuns: number) => {
  const seen = { forks: 0, quotes: 0, foreseen: 0 }
  fc.assert(
    fc.property(anyFork, ({ opened: any, past, futures }) => {
      const opened = { ...any, strategyParams } as SessionOpened
      const [one, other] = futures.map((future) =>
        recordedOn(opened, past, future, madeFor([...past, ...future])),
      ) as [Recorded, Recorded]
      const before = [one, other].map(({ bytes, length }) => Buffer.from(bytes.subarray(0, length)))
      if (before[0]?.equals(before[1] ?? one.bytes) !== true) seen.foreseen += 1
      if (Buffer.compare(one.bytes, other.bytes) !== 0) seen.forks += 1
      seen.quotes += String(before[0]).split('"type":"PlaceOrder"').length - 1
    }),
    { seed: 95, numRuns },
  )
  return seen
}

describe('what is decided before the future comes', () => {
  it('is the same bytes whatever comes then, for a market maker with all it can do', () => {
    const seen = forksOf(() => marketMaker, JSON.stringify(everything), 75)
    expect(seen.foreseen).toBe(0)
    expect(seen.forks).toBeGreaterThan(55)
    expect(seen.quotes).toBeGreaterThan(2_000)
  })

  it('is the same bytes whatever comes then, for the two-sided strategy', () => {
    const seen = forksOf(() => twoSided, '{"baseQty":"0.02"}', 40)
    expect(seen.foreseen).toBe(0)
    expect(seen.forks).toBeGreaterThan(35)
  })

  it('is found to differ for a strategy that looks one input ahead', () => {
    const seen = forksOf(clairvoyant, '{}', 40)
    expect(seen.foreseen).toBeGreaterThan(5)
  })
})

/** A strategy that was shown the whole market, and buys where the next input is a quote. */
const clairvoyant: MadeFor = (inputs): Strategy<{ readonly inputs: number }> => ({
  name: 'clairvoyant',
  initial: () => ({ inputs: 0 }),
  evolve: (slice, message) => {
    if (inputs.some(({ input }) => input === message)) (slice as { inputs: number }).inputs += 1
  },
  decide: (view, message) =>
    inputs.at(view.strategy.inputs - 1)?.input === message &&
    inputs[view.strategy.inputs]?.input.type === 'QuoteObserved'
      ? [aPlaceOrder()]
      : nothing,
})
