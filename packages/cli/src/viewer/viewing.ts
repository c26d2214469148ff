import type { BeforeEntry } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft } from 'fp-ts/Either'

import type { ReplaySubject } from '../replays/replay-subject'
import type { Checkpoints } from '../steps/checkpoints'
import { newCheckpoints } from '../steps/checkpoints'
import type { Cursor, Stop } from '../steps/cursor'
import { newCursor } from '../steps/cursor'
import type { JournalEnd, JournalWatch } from './journal-watch'

/** A journal that is open to be viewed: what all questions about it share. */
export type Viewing = {
  readonly path: string
  readonly subject: ReplaySubject
  /** Where the strategy's module is, where it is not where the header says. */
  readonly strategyPath: string | undefined
  /** When its session began. */
  readonly startAt: number
  /** The line, or the instant's line, that a person asked to begin with. */
  readonly begin: number | null
  /** How far it went when it was last looked at. */
  readonly end: () => JournalEnd
  /** Looks anew; Left is, in a sentence, why nothing can be said of it any more. */
  readonly look: () => Either<string, JournalEnd>
  /** The cursor by which a person goes about: one question at a time has it. */
  readonly cursor: Cursor
  /** The one that looks at what single lines changed, so that the other stays where it is. */
  readonly aside: Cursor
  /** Another one, whose lines may be heard; the checkpoints it leaves make all of them fast. */
  readonly newCursor: (beforeEntry?: BeforeEntry) => Cursor
  /** Says what keeps the journal from being folded on, where that was met by no cursor. */
  readonly met: (stop: Stop) => void
  /** What keeps it from being folded on, once somebody met that. */
  readonly stop: () => Stop | null
}

/** What there is before anything is folded. */
export type Opened = Pick<Viewing, 'path' | 'subject' | 'strategyPath' | 'startAt' | 'begin'> & {
  readonly watch: JournalWatch
  readonly end: JournalEnd
}

/** A journal that was found fit to be viewed. `warn` hears of snapshots that are passed over. */
export const newViewing = (opened: Opened, warn: (text: string) => void): Viewing => {
  const { path, subject, strategyPath, startAt, begin, watch } = opened
  let { end } = opened
  const checkpoints = newCheckpoints()
  const cursor = newCursor(path, subject, checkpoints, warn)
  const cursors = [cursor]
  let told: Stop | null = null
  const another = (beforeEntry?: BeforeEntry): Cursor => {
    const next = newCursor(path, subject, nearTo(checkpoints, cursor.seq), warn, beforeEntry)
    cursors.push(next)
    return next
  }
  return {
    ...{ path, subject, strategyPath, startAt, begin, cursor },
    end: () => end,
    look: () => {
      const now = watch.look()
      if (!isLeft(now)) end = now.right
      return now
    },
    aside: another(),
    newCursor: another,
    met: (stop) => {
      told ??= stop
    },
    stop: () => {
      const met = [told, ...cursors.map((each) => each.stop())].filter((stop) => stop !== null)
      return met.sort((a, b) => a.line - b.line)[0] ?? null
    },
  }
}

/** Room for checkpoints is given by how near they are to where somebody is, whoever leaves them. */
const nearTo = (checkpoints: Checkpoints, place: () => number): Checkpoints => ({
  ...checkpoints,
  keep: (state, seal) => {
    checkpoints.keep(state, seal, place())
  },
})
