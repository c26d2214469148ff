import { join } from 'node:path'

import { newSha256 } from '@shadowtape/adapters'
import type { Entry, State } from '@shadowtape/core'
import { stateDigest } from '@shadowtape/core'

import { goldensFolder } from '../../../../scripts/golden-recipes'
import type { Place } from '../../src/viewer/view-data'
import type { Stretch } from '../../web/viewer/stretch'
import { newStretch } from '../../web/viewer/stretch'
import { heardJournal } from '../viewer/heard-session'

/** The lines of a session of a house strategy, and the digest of the state after each. */
type Session = {
  readonly entries: ReadonlyArray<Entry>
  readonly digests: ReadonlyArray<string>
  readonly strategy: string
  /** As the server tells it: the state after a line, and the lines behind it. */
  readonly place: (seq: number, lines: number) => Place
}

const sessionOf = async (path: string): Promise<Session> => {
  const heard = await heardJournal(path)
  const entries: Array<Entry> = []
  const states: Array<State> = []
  const last = heard.until(heard.lines, (state, entry) => {
    states.push(structuredClone(state))
    entries.push(entry)
  })
  states.push(structuredClone(last))
  return {
    entries,
    digests: states.slice(1).map((state) => stateDigest(newSha256, state)),
    strategy: last.config?.strategy ?? '',
    place: (seq, lines) => ({
      ...{ seq, at: states[seq]?.at ?? 0, state: structuredClone(states[seq] as State) },
      next: structuredClone(entries.slice(seq, seq + lines)),
    }),
  }
}

const digestAt = (stretch: Stretch, seq: number): string | null => {
  const shown = stretch.at(seq)
  return shown === null ? null : stateDigest(newSha256, shown.state)
}

describe.each(['market-maker-freeze.jsonl', 'exec-demo-freeze-dryrun.jsonl'])(
  'lines of %s that a page has',
  (name) => {
    let session: Session
    beforeAll(async () => {
      session = await sessionOf(join(goldensFolder, name))
    })
    const stretch = (seq: number, lines: number): Stretch =>
      newStretch(session.place(seq, lines), session.strategy)

    it('fold to the states of the journal, in whatever order one goes about in them', () => {
      const held = stretch(20, 140)
      for (const seq of [21, 160, 22, 90, 89, 91, 150, 60, 21])
        expect([seq, digestAt(held, seq)]).toStrictEqual([seq, session.digests[seq - 1]])
    })

    it('say which line it is, and the state that the line met', () => {
      const shown = stretch(20, 100).at(63)
      expect(shown?.entry).toStrictEqual(session.entries[62])
      expect(shown?.at).toBe(session.entries[62]?.at)
      expect(stateDigest(newSha256, shown?.before as State)).toBe(session.digests[61])
    })

    it('are not had before the first of them, nor behind the last', () => {
      const held = stretch(20, 30)
      expect([held.from(), held.until()]).toStrictEqual([20, 50])
      expect([20, 19, 51, 0].map((seq) => held.at(seq))).toStrictEqual([null, null, null, null])
    })

    it('grow on both sides, and fold to the same states', () => {
      const held = stretch(60, 20)
      expect(held.join(session.place(80, 30))).toBe(true)
      expect(held.join(session.place(75, 60))).toBe(true)
      expect(held.join(session.place(30, 30))).toBe(true)
      expect([held.from(), held.until()]).toStrictEqual([30, 135])
      for (const seq of [31, 60, 61, 80, 81, 110, 111, 135])
        expect([seq, digestAt(held, seq)]).toStrictEqual([seq, session.digests[seq - 1]])
    })

    it('are not put together with lines that lie apart', () => {
      const held = stretch(60, 20)
      expect(held.join(session.place(81, 10))).toBe(false)
      expect(held.join(session.place(10, 49))).toBe(false)
      expect([held.from(), held.until()]).toStrictEqual([60, 80])
    })

    it('know the last line up to an instant, but not where others could be it', () => {
      const held = stretch(20, 100)
      const at = session.entries[69]?.at ?? 0
      const last = session.entries.findLastIndex((entry) => entry.at <= at) + 1
      expect(held.seqAt(at, false)).toBe(last)
      expect(held.seqAt((session.entries[20]?.at ?? 0) - 1, false)).toBeNull()
      const end = session.entries[119]?.at ?? 0
      expect([held.seqAt(end, false), held.seqAt(end + 5, true)]).toStrictEqual([null, 120])
    })

    it('find the nearest line of a kind, forward and back', () => {
      const held = stretch(0, 170)
      const isFill = ({ message: { type } }: Entry): boolean => type === 'OrderFilled'
      const fills = session.entries.filter(isFill).map(({ seq }) => seq as number)
      const middle = 100
      expect(held.find(middle, 'previous', isFill)).toBe(
        fills.findLast((seq) => seq < middle) ?? null,
      )
      expect(held.find(middle, 'next', isFill)).toBe(
        fills.find((seq) => seq > middle && seq <= 170) ?? null,
      )
    })
  },
)

describe('more lines than a page keeps', () => {
  it('are let go at the far side, and those that are kept fold on', async () => {
    const session = await sessionOf(join(goldensFolder, 'market-maker-freeze.jsonl'))
    const held = newStretch(session.place(500, 100), session.strategy, 150)
    expect(held.join(session.place(600, 100))).toBe(true)
    expect([held.from(), held.until()]).toStrictEqual([550, 700])
    expect(digestAt(held, 550)).toBeNull()
    for (const seq of [700, 551, 600, 650])
      expect([seq, digestAt(held, seq)]).toStrictEqual([seq, session.digests[seq - 1]])
    expect(held.join(session.place(450, 100))).toBe(true)
    expect([held.from(), held.until()]).toStrictEqual([450, 600])
    for (const seq of [600, 451, 550, 551])
      expect([seq, digestAt(held, seq)]).toStrictEqual([seq, session.digests[seq - 1]])
  })
})
