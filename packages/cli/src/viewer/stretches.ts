import type { FileFailure } from '@shadowtape/adapters'
import type { BeforeEntry, TradingFrozen } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft } from 'fp-ts/Either'

import { lineOfSeq } from '../explanations/line-of-seq'
import { JournalUnread } from '../journals/journal-unread'
import { lastSeq } from '../journals/locate'
import { seqAtTime } from '../journals/seq-at-time'
import type { Stretch } from '../pages/sampler'
import { freezeText } from '../reports/freeze-text'
import type { Ongoing } from '../steps/ongoing'
import { beforeStretch, withBefore } from './before-stretch'
import type { LaneGathering, LaneRule } from './lane-gathering'
import { newLaneGathering } from './lane-gathering'
import type { LaneWalk, Walked } from './lane-walk'
import { placingsOf } from './placings'
import type { Lanes } from './view-data'

/** Stretches of a journal's lanes; one can be asked for at a time. */
export type Stretches = {
  /**
   * A stretch, folded anew where it has few enough lines, with its orders and all of its marks;
   * else as far and as fine as the whole is gathered. Throws `JournalUnread` where it cannot be
   * read on.
   */
  readonly between: (stretch: Stretch) => Ongoing<Lanes>
}

/** A journal whose stretches are asked for. */
export type Stretched = Pick<Walked, 'startAt' | 'newCursor'> & { readonly path: string }

/** Of more lines than this a stretch is cut out of the whole. */
const usualLines = 50_000

/** So many intervals a stretch has at most; of no more lines, each instant is its own. */
const intervalsMax = 2_000

const rule: LaneRule = {
  ...{ intervalUs: 1, intervalsMax: Infinity, ordersMax: 4_000 },
  ...{ fillsMax: Infinity, denialsMax: Infinity, stopsMax: Infinity },
}

/** Stretches, found by a cursor of their own. */
export const newStretches = (
  { path, startAt, newCursor }: Stretched,
  walk: Pick<LaneWalk, 'between' | 'stops'>,
  linesMax = usualLines,
): Stretches => {
  let ear: BeforeEntry | null = null
  const cursor = newCursor((state, entry) => {
    ear?.(state, entry)
  })
  const heardTo = function* (gathering: LaneGathering, last: number): Ongoing<void> {
    let heard = cursor.seq()
    ear = (state, entry) => {
      if (entry.seq <= heard) return
      heard = entry.seq
      gathering.hear(state, entry)
    }
    try {
      yield* cursor.walk(last, null)
    } finally {
      ear = null
    }
  }
  const gathered = function* (whole: Stretch, intervalUs: number): Ongoing<Lanes | null> {
    const before = seqAt(path, whole.from - 1)
    yield* cursor.seek(before)
    if (cursor.seq() !== before) return null
    const last = seqAt(path, whole.to)
    const state = cursor.state()
    const placings = yield* placingsOf(path, Object.keys(state.orders.open), before)
    const held = beforeStretch(state, whole.from)
    const gathering = newLaneGathering(
      startAt,
      { ...rule, intervalUs },
      {
        ...{ state, fromAt: whole.from, placedBy: (order) => placings.get(order) ?? null },
        stopSays: (seq) => stopSays(path, seq),
      },
    )
    yield* heardTo(gathering, last)
    const isEnd = cursor.seq() < last || last === found(path, lastSeq(path))
    const endAt = isEnd ? cursor.state().at : whole.to
    const lanes = gathering.lanes(cursor.state())
    return withThaws({ ...withBefore(lanes, held), startAt: whole.from, endAt }, walk)
  }
  const between = function* ({ from, to }: Stretch): Ongoing<Lanes> {
    const begin = Math.max(from, startAt)
    const lines = seqAt(path, to) - seqAt(path, begin - 1)
    if (lines > linesMax || to < begin) return walk.between({ from, to })
    const intervalUs = lines <= intervalsMax ? 1 : widthOf(to - begin + 1)
    const whole = widened({ from: begin, to }, startAt, intervalUs)
    const stopped = cursor.stop()
    const lanes = yield* gathered(whole, intervalUs)
    // a line that contradicts itself was heard: now that it is known, what is before it is heard
    if (stopped === null && cursor.stop() !== null) return yield* between({ from, to })
    return lanes ?? walk.between({ from, to })
  }
  return { between }
}

/** The shortest intervals, by powers of two, of which there are few enough. */
const widthOf = (spanUs: number): number =>
  2 ** Math.max(0, Math.ceil(Math.log2(spanUs / intervalsMax)))

/** The whole intervals that a stretch lies in. */
const widened = ({ from, to }: Stretch, startAt: number, intervalUs: number): Stretch => {
  const begin = (at: number): number => at - ((at - startAt) % intervalUs)
  return { from: begin(from), to: begin(to) + intervalUs - 1 }
}

const seqAt = (path: string, us: number): number =>
  found(path, seqAtTime(path, { us, from: 'epoch' }))

const found = <T>(path: string, looked: Either<FileFailure, T>): T => {
  if (isLeft(looked)) throw new JournalUnread(path, looked.left)
  return looked.right
}

const stopSays = (path: string, seq: number): string | null => {
  const fields = found(path, lineOfSeq(path, seq))
  return fields === null ? null : freezeText(fields as unknown as TradingFrozen)
}

/** What was thawed only behind the stretch, as far as that is known. */
const withThaws = (lanes: Lanes, { stops }: Pick<LaneWalk, 'stops'>): Lanes => {
  const thaws = new Map(stops().map(({ seq, thawAt }) => [seq, thawAt]))
  return {
    ...lanes,
    stops: lanes.stops.map((stop) => ({
      ...stop,
      thawAt: stop.thawAt ?? thaws.get(stop.seq) ?? null,
    })),
  }
}
