import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import type { State } from '@shadowtape/core'
import { isLeft } from 'fp-ts/Either'
import fc from 'fast-check'

import { stateAt } from '../../src/journals/state-at'
import type { ReplaySubject } from '../../src/replays/replay-subject'
import type { CheckpointRule } from '../../src/steps/checkpoints'
import { newCheckpoints } from '../../src/steps/checkpoints'
import { newCursor } from '../../src/steps/cursor'
import { finished } from '../../src/steps/ongoing'
import { goldensFolder } from '../../../../scripts/golden-recipes'
import {
  madeHeader,
  madeInputs,
  madeRecorder,
  recordMade,
  sealedAfter,
} from '../support/made-session'
import { historyFolder } from '../support/history'
import { subjectOf } from '../support/stepped'
import { tempDir } from '../support/temp-dir'

const dir = tempDir()
const often = join(dir, 'sealed-often.jsonl')
const golden = join(goldensFolder, 'market-maker-freeze.jsonl')
const subjects = new Map<string, ReplaySubject>()

beforeAll(async () => {
  recordMade(madeRecorder(often, sealedAfter(madeHeader('none'), 7)), madeInputs(120))
  for (const path of [often, golden]) subjects.set(path, await subjectOf(path))
})

const subject = (path: string): ReplaySubject => subjects.get(path) as ReplaySubject

/** The state after a line, folded from the first: what `state --seq` says. */
const folded = (path: string, seq: number): State => {
  const found = stateAt(path, subject(path), seq, () => undefined)
  if (isLeft(found)) throw new Error(found.left.code)
  return found.right.state
}

const dense: CheckpointRule = { apart: 20, bytesMax: 1 << 20 }
const cases: ReadonlyArray<readonly [string, string, CheckpointRule, number]> = [
  ['many checkpoints', often, dense, 300],
  ['room for two', often, { apart: 20, bytesMax: 20_000 }, 300],
  ['none at all', often, { apart: 1e9, bytesMax: 0 }, 300],
  ['a real session', golden, { apart: 100, bytesMax: 1 << 20 }, 2_541],
]

describe.each(cases)('a cursor with %s', (_, path, rule, last) => {
  it('has the state of the line it stands at, whichever ways it came', () => {
    const places = fc.array(fc.integer({ min: 1, max: last }), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(places, (seqs) => {
        const cursor = newCursor(path, subject(path), newCheckpoints(rule))
        for (const seq of seqs) {
          finished(cursor.seek(seq))
          expect(cursor.seq()).toBe(seq)
        }
        expect(cursor.stop()).toBeNull()
        expect(cursor.state()).toStrictEqual(folded(path, seqs.at(-1) ?? 1))
      }),
      { seed: 1, numRuns: last > 1_000 ? 10 : 25 },
    )
  })

  it('is at the same instant after as many steps back as forward', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: last - 40 }),
        fc.integer({ min: 1, max: 40 }),
        (seq, n) => {
          const cursor = newCursor(path, subject(path), newCheckpoints(rule))
          finished(cursor.seek(seq))
          const before = structuredClone(cursor.state())
          for (let i = 1; i <= n; i++) finished(cursor.seek(seq + i))
          for (let i = n - 1; i >= 0; i--) finished(cursor.seek(seq + i))
          expect(cursor.state()).toStrictEqual(before)
        },
      ),
      { seed: 2, numRuns: last > 1_000 ? 5 : 8 },
    )
  })

  it('never holds more than it may', () => {
    const checkpoints = newCheckpoints(rule)
    const cursor = newCursor(path, subject(path), checkpoints)
    for (const seq of [last, 1, last >> 1, last]) {
      finished(cursor.seek(seq))
      const { count, bytes } = checkpoints.held()
      expect(count <= 1 || bytes <= rule.bytesMax).toBe(true)
    }
  })
})

describe('a walk', () => {
  it('shows each line once, in order, and can be stopped at any', () => {
    const cursor = newCursor(often, subject(often), newCheckpoints(dense))
    finished(cursor.seek(40))
    const seqs: Array<number> = []
    finished(
      cursor.walk(300, (b, start, end) => {
        seqs.push((JSON.parse(b.toString('utf8', start, end)) as { seq: number }).seq)
        return seqs.length < 50 ? 'go on' : 'stop'
      }),
    )
    expect(seqs).toStrictEqual(Array.from({ length: 50 }, (_, i) => 41 + i))
    expect([cursor.seq(), cursor.state().seq]).toStrictEqual([90, 90])
  })

  it('can be left in the middle, and goes on from where it was left', () => {
    const cursor = newCursor(golden, subject(golden))
    const going = cursor.seek(2_541)
    going.next()
    going.return(undefined)
    const left = cursor.seq()
    expect(left).toBeGreaterThan(0)
    finished(cursor.seek(left))
    expect(cursor.state()).toStrictEqual(folded(golden, left))
  })
})

describe('a step back', () => {
  it('folds no more lines than two checkpoints and a seal are apart', () => {
    const seals = readFileSync(often, 'utf8')
      .split('\n')
      .flatMap((line, i) => (line.includes('"type":"Sealed') ? [i + 1] : []))
    const widest = Math.max(...seals.map((seq, i) => seq - (seals[i - 1] ?? 0)))
    const cursor = newCursor(often, subject(often), newCheckpoints(dense))
    finished(cursor.seek(300))
    for (let seq = 299; seq > 100; seq--) {
      expect(seq - cursor.start(seq)).toBeLessThanOrEqual(dense.apart + widest)
      finished(cursor.seek(seq))
      expect(cursor.seq()).toBe(seq)
    }
  })

  it('has checkpoints in a journal of an older catalogue as well', async () => {
    const old = join(historyFolder, '0.1.0', 'run-queue-accounts.jsonl')
    const checkpoints = newCheckpoints({ apart: 100, bytesMax: 1 << 20 })
    const cursor = newCursor(old, await subjectOf(old), checkpoints)
    finished(cursor.seek(701))
    expect([checkpoints.held().count, cursor.start(701)]).toStrictEqual([1, 700])
    finished(cursor.seek(1))
    finished(cursor.seek(701))
    expect([cursor.seq(), cursor.stop()]).toStrictEqual([701, null])
  })
})
