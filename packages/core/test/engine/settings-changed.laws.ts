import fc from 'fast-check'

import type { Entry, Message, SessionOpened, Slice, State, Strategy } from '../../src'
import { foldOf, initialState, reducerOf } from '../../src'
import type { History, Timed } from '../support/any-history'
import { anyHistory } from '../support/any-history'
import { aChange } from '../support/change'
import { randomStrategy } from '../support/random-strategy'
import { recorded, replayed } from '../support/recorded'
import { sha256 } from '../support/sha256'

/** What says how a journal is kept, or that settings changed, and nothing of what was decided. */
const keeping: ReadonlySet<Message['type']> = new Set([
  ...(['Sealed', 'SegmentOpened', 'SnapshotTaken', 'SessionClosed', 'SettingsChanged'] as const),
])

/** The random strategy counts lines; here it counts none but those that something happened by. */
const strategy = {
  ...randomStrategy,
  evolve: (slice: never, message: Message, view: never) => {
    if (!keeping.has(message.type)) randomStrategy.evolve(slice, message, view)
  },
} as unknown as Strategy

/** What was decided when, without numbers of lines and digests of what holds them. */
const decisions = (entries: ReadonlyArray<Entry>) =>
  entries
    .filter(({ message }) => !keeping.has(message.type) && message.type !== 'SessionOpened')
    .map(({ at, message }) => ({
      ...{ at, ...message },
      ...{ stateDigest: '', fromSeq: 0, windowSeqs: '', threshold: '' },
      note: 'note' in message ? String(message.note).replace(/line \d+/, 'a line') : null,
    }))

/** Other values of whatever can change in the midst of a session with this header. */
const anyValues = ({ feedLatency, entryLatency, responseLatency }: SessionOpened) => {
  const another = (latency: string) =>
    latency === '0' ? fc.constant('0') : fc.constantFrom('constant 300', 'normal 9000 2000')
  return fc.record(
    {
      edgeThresholdBps: fc.integer({ min: -5_000_000, max: 9_000_000 }),
      inventoryUsdMax: fc.constantFrom(300_000_000, 900_000_000, 1e12),
      totalNotionalUsdMax: fc.constantFrom(500_000_000, 1_500_000_000, 1e12),
      queueModel: fc.constantFrom('risk-averse', 'power', 'log'),
      queuePower: fc.constantFrom(500_000, 3_000_000),
      fillRate: fc.constantFrom(0, 500_000, 1_000_000),
      rejectRate: fc.constantFrom(0, 300_000),
      partialFillRate: fc.constantFrom(0, 600_000),
      latencyUs: fc.constantFrom(0, 1_000, 90_000),
      feedLatency: another(feedLatency),
      entryLatency: another(entryLatency),
      responseLatency: another(responseLatency),
      makerFeeRate: fc.constantFrom(0, 20_000, -5_000),
      takerFeeRate: fc.constantFrom(0, 55_000),
      edgeFillsMin: fc.constantFrom(1, 2, 5),
      edgeFillsMax: fc.constantFrom(2, 5, 30),
      edgeScope: fc.constantFrom('symbol', 'total', 'both'),
      seed: fc.nat(1_000),
    },
    { requiredKeys: [] },
  ) as fc.Arbitrary<Partial<SessionOpened>>
}

const changing = anyHistory(50).chain((history) =>
  fc.record({
    history: fc.constant(history),
    values: anyValues(history.opened),
    place: fc.nat(history.inputs.length - 1),
  }),
)

/** A history with a change of settings before the input at a place, and at its time. */
const changed = (
  { opened, inputs }: History,
  place: number,
  values: Partial<SessionOpened>,
): History => {
  const { at } = inputs[place] as Timed
  return { opened, inputs: inputs.toSpliced(place, 0, { at, input: aChange(opened, values) }) }
}

describe('a change of settings in any session', () => {
  it('leaves every byte before it as it was, and replays, folds and reduces in all gears', () => {
    fc.assert(
      fc.property(changing, ({ history, values, place }) => {
        const before = recorded(history, strategy)
        const { bytes, entries, session } = recorded(changed(history, place, values), strategy)
        const seq = entries.findIndex(({ message }) => message.type === 'SettingsChanged')
        const line = `{"seq":${String(seq + 1)},`
        const start = Buffer.from(bytes).indexOf(line)
        const same = Buffer.compare(bytes.subarray(0, start), before.bytes.subarray(0, start))
        expect([start > 0, same]).toStrictEqual([true, 0])
        expect(replayed(bytes, strategy)).toBeNull()
        const fold = foldOf(sha256, () => strategy)
        expect(fold.block(bytes, 0, bytes.length)).toBeNull()
        expect(fold.state).toStrictEqual(session.state)
        const reducer = reducerOf(strategy as unknown as Slice)
        expect(reducer.reduceAll(initialState(), entries)).toStrictEqual(session.state)
        const reduced = entries.reduce<State>(reducer.reduce, initialState())
        expect(reduced).toStrictEqual(session.state)
      }),
      { seed: 401, numRuns: 40 },
    )
  })

  it('to what they are already changes nothing but that its line is there', () => {
    fc.assert(
      fc.property(changing, ({ history, place }) => {
        const as = recorded(history, strategy)
        const { entries, session } = recorded(changed(history, place, history.opened), strategy)
        const marked = entries.find(({ message }) => message.type === 'SettingsChanged')
        expect(marked?.message).toMatchObject({ was: '{}', now: '{}' })
        expect(decisions(entries)).toStrictEqual(decisions(as.entries))
        expect(session.state.totals).toStrictEqual(as.session.state.totals)
      }),
      { seed: 402, numRuns: 40 },
    )
  })

  it('before the first input decides all that a header with them decides', () => {
    fc.assert(
      fc.property(changing, ({ history, values }) => {
        const opened = { ...history.opened, ...values }
        const all = recorded({ ...history, opened }, strategy)
        const { entries } = recorded(changed(history, 0, values), strategy)
        expect(decisions(entries)).toStrictEqual(decisions(all.entries))
      }),
      { seed: 403, numRuns: 40 },
    )
  })
})
