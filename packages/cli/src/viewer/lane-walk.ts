import type { BeforeEntry } from '@shadowtape/core'

import type { Stretch } from '../pages/sampler'
import type { Cursor } from '../steps/cursor'
import type { Ongoing } from '../steps/ongoing'
import type { Gathering } from './gathering'
import type { LaneGathering, LaneRule } from './lane-gathering'
import { newLaneGathering, wholeLanes } from './lane-gathering'
import type { Lanes, StopSpan } from './view-data'

/** What a walk goes through: a journal that may grow, and cursors before its first line. */
export type Walked = {
  /** When its session began. */
  readonly startAt: number
  /** The last line there is by now. */
  readonly end: () => { readonly last: number }
  /** A cursor that lets its lines be heard, and leaves checkpoints for others. */
  readonly newCursor: (beforeEntry: BeforeEntry) => Cursor
}

/** The lanes of a whole session, gathered aside, line by line from its first. */
export type LaneWalk = Gathering & {
  /** The lanes as far as they are gathered. */
  readonly lanes: () => Lanes
  /** A stretch of them, as fine as they are kept and can be drawn. */
  readonly between: (stretch: Stretch) => Lanes
  /** What was stopped, as far as they are gathered. */
  readonly stops: () => ReadonlyArray<StopSpan>
}

/** Finer lanes of the same, for stretches: 8,192 to 16,384 intervals. */
const fineLanes: LaneRule = {
  ...{ ...wholeLanes, intervalsMax: 16_384 },
  ...{ fillsMax: 20_000, denialsMax: 8_000 },
}

/** Where a walk stands: a cursor, and what heard its lines. */
type Going = {
  readonly cursor: Cursor
  readonly whole: LaneGathering
  readonly fine: LaneGathering
  /** The last line that was heard, whether or not it could be folded. */
  readonly heard: () => number
}

/** A walk before a journal's first line. Its memory does not grow with the journal. */
export const newLaneWalk = (walked: Walked): LaneWalk => {
  let going = begun(walked)
  let isStuck = false
  const isDone = (): boolean => isStuck || going.cursor.seq() >= walked.end().last
  const work = function* (): Ongoing<void> {
    isStuck = false
    while (!isDone()) {
      const before = going.cursor.seq()
      yield* going.cursor.walk(walked.end().last, null)
      const stop = going.cursor.stop()
      if (stop !== null && going.heard() >= stop.line) {
        // what contradicts itself was heard, and is no part of the session: all is heard anew
        going = begun(walked)
        yield* going.cursor.walk(stop.line - 1, null)
      }
      isStuck = stop !== null || going.cursor.seq() <= before
    }
  }
  return {
    gathered: () => ({ seq: going.cursor.seq(), isDone: isDone() }),
    work,
    lanes: () => going.whole.lanes(going.cursor.state()),
    between: (stretch) => {
      const { whole, fine, cursor } = going
      const isFew = stretch.to - stretch.from <= fine.intervalUs() * wholeLanes.intervalsMax
      return (isFew ? fine : whole).lanes(cursor.state(), stretch)
    },
    stops: () => going.whole.stops(),
  }
}

const begun = ({ newCursor, startAt }: Walked): Going => {
  const [whole, fine] = [
    newLaneGathering(startAt, wholeLanes),
    newLaneGathering(startAt, fineLanes),
  ]
  let heard = 0
  const cursor = newCursor((state, entry) => {
    if (entry.seq <= heard) return
    heard = entry.seq
    whole.hear(state, entry)
    fine.hear(state, entry)
  })
  return { cursor, whole, fine, heard: () => heard }
}
