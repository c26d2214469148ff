import fc from 'fast-check'

import type { Entry, Input, State, Strategy, TimestampUs } from '../../src'
import {
  foldOf,
  isLinkMessage,
  linkOf,
  openSession,
  restoreSession,
  stateDigest,
  storyStartUs,
} from '../../src'
import type { History } from '../support/any-history'
import { anyHistory } from '../support/any-history'
import { randomStrategy } from '../support/random-strategy'
import { entriesOf } from '../support/recorded'
import { sha256 } from '../support/sha256'

const strategy = randomStrategy as unknown as Strategy

const recordedWithSnapshots = ({ opened, inputs }: History) => {
  const start = storyStartUs as TimestampUs
  const snapshots: Array<{ seq: number; digest: string; text: string }> = []
  const session = openSession(opened, start, strategy, sha256, undefined, {
    snapshot: ({ seq, digest, state }) => {
      snapshots.push({ seq, digest, text: JSON.stringify(state) })
    },
    roll: () => undefined,
  })
  for (const { at, input } of inputs) session.record(at, input)
  session.close(((inputs.at(-1)?.at ?? start) + 1_000_000) as TimestampUs, 'END_OF_INPUT')
  return { bytes: session.tape.waiting().slice(), snapshots }
}

/** The lines of a journal, each with its newline. */
const linesOf = (bytes: Uint8Array): ReadonlyArray<Uint8Array> => {
  const lines: Array<Uint8Array> = []
  for (let p = 0; p < bytes.length; p = bytes.indexOf(10, p) + 1)
    lines.push(bytes.subarray(p, bytes.indexOf(10, p) + 1))
  return lines
}

/** Which journal it is, and how far its last segment is before a line. */
const segmentBefore = (
  entries: ReadonlyArray<Entry>,
  lines: ReadonlyArray<Uint8Array>,
  seq: number,
) => {
  const begins = [
    1,
    ...entries.flatMap((entry) => (entry.message.type === 'SegmentOpened' ? [entry.seq] : [])),
  ].filter((first) => first < seq)
  const first = begins.at(-1) ?? 1
  const hasher = sha256()
  hasher.update(lines[0] as Uint8Array)
  const bytes = Buffer.concat(lines.slice(first - 1, seq - 1)).length
  const at = entries[first - 1]?.at ?? 0
  return { origin: hasher.hex(), segment: { number: begins.length, bytes, at } }
}

describe('snapshots of any session', () => {
  it('go on with the same bytes, each of them, to the same close', () => {
    let atFreezes = 0
    fc.assert(
      fc.property(anyHistory(60), (history) => {
        const { bytes, snapshots } = recordedWithSnapshots(history)
        const entries = entriesOf(bytes)
        const lines = linesOf(bytes)
        for (const { seq, text } of snapshots) {
          const sealed = entries[seq - 2]?.message
          const named = entries[seq - 1]?.message
          if (sealed === undefined || !isLinkMessage(sealed))
            throw new Error(`line ${seq - 1} is no link of the chain`)
          if (named?.type !== 'SnapshotTaken' && named?.type !== 'SessionClosed')
            throw new Error(`line ${seq} names no snapshot`)
          const session = restoreSession(
            {
              state: JSON.parse(text) as State,
              sealed: lines[seq - 2] as Uint8Array,
              sealDigest: linkOf(sealed)[1],
              namedBy: named.type,
              ...segmentBefore(entries, lines, seq),
            },
            strategy,
            sha256,
          )
          for (const { at, cause, message } of entries.slice(seq))
            if (cause === null) session.record(at, message as Input)
          const rest = Buffer.concat(lines.slice(seq - 1))
          expect(Buffer.compare(session.tape.waiting(), rest)).toBe(0)
          if (entries.some(({ seq: at, message }) => at < seq && message.type === 'TradingFrozen'))
            atFreezes += 1
        }
        const closes = entries.filter(({ message }) =>
          /^(SnapshotTaken|SessionClosed)$/.test(message.type),
        )
        expect(snapshots.map(({ seq }) => seq)).toStrictEqual(closes.map(({ seq }) => seq))
      }),
      { seed: 131, numRuns: 40 },
    )
    expect(atFreezes).toBeGreaterThan(20)
  })

  it('hold the very state that the lines before them fold to, and lose nothing as JSON', () => {
    fc.assert(
      fc.property(anyHistory(60), (history) => {
        const { bytes, snapshots } = recordedWithSnapshots(history)
        const lines = linesOf(bytes)
        for (const { seq, text, digest } of snapshots) {
          const fold = foldOf(sha256, () => strategy)
          const before = Buffer.concat(lines.slice(0, seq - 1))
          expect(fold.block(before, 0, before.length)).toBeNull()
          expect(JSON.parse(text)).toStrictEqual(fold.state)
          expect(stateDigest(sha256, fold.state)).toBe(digest)
          expect(stateDigest(sha256, JSON.parse(text) as State)).toBe(digest)
        }
      }),
      { seed: 132, numRuns: 25 },
    )
  })

  it('are taken when they are due: after so many lines, at every freeze, and never for 0', () => {
    fc.assert(
      fc.property(anyHistory(60), (history) => {
        const { snapshotLinesMax } = history.opened
        const { bytes } = recordedWithSnapshots(history)
        const entries = entriesOf(bytes)
        const taken = entries.filter(({ message }) => message.type === 'SnapshotTaken')
        if (snapshotLinesMax === 0) return expect(taken).toStrictEqual([])
        for (const { seq, cause } of taken) {
          expect(cause).toBe(seq - 1)
          expect(entries[seq - 2]?.message.type).toMatch(/^(Sealed|SegmentOpened)$/)
        }
        const frozen = entries.filter(({ message }) => message.type === 'TradingFrozen')
        for (const { seq } of frozen) {
          // what is due comes before the input at whose time it is due
          const [, next] = entries.filter((entry) => entry.seq > seq && entry.cause === null)
          const snapshot = taken.find((entry) => entry.seq > seq)
          if (next !== undefined && next.message.type !== 'CloseSession')
            expect(snapshot?.seq ?? Infinity).toBeLessThan(next.seq)
        }
      }),
      { seed: 133, numRuns: 60 },
    )
  })
})
