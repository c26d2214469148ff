import { isLeft } from 'fp-ts/Either'

import { JournalUnread } from '../journals/journal-unread'
import { seqAtTime } from '../journals/seq-at-time'
import { grouped } from '../reports/quantity-text'
import { breakSearch } from './break-search'
import type { Cursor } from './cursor'
import { isAboutOrder, isAboutSymbol, isGoal } from './goals'
import type { IsIt, Way } from './line-search'
import { lineSearch } from './line-search'
import type { Ongoing } from './ongoing'
import type { Goal, StepPlace } from './parse-step'
import type { Done, Stepping } from './stepping'
import { arrived, done, orderOf, refused, shownSymbol } from './stepping'

/** Goes to a place that was named. */
export function* gone(stepping: Stepping, place: StepPlace): Ongoing<Done> {
  const last = stepping.pages.last()
  if (place.by === 'end') return yield* arrived(stepping, place.end === 'first' ? 1 : last)
  if (place.by === 'seq')
    return place.seq > last
      ? refused(`there is no line ${grouped(place.seq)}; the last is ${grouped(last)}`)
      : yield* arrived(stepping, place.seq)
  const seq = seqAtTime(stepping.path, place.time)
  if (isLeft(seq)) throw new JournalUnread(stepping.path, seq.left)
  return seq.right < 1
    ? refused('the session begins after that time')
    : yield* arrived(stepping, Math.min(seq.right, last))
}

/** Goes on or back to the nth line of a kind, or as far as there are some. */
export function* moved(stepping: Stepping, to: Goal, way: Way, count: number): Ongoing<Done> {
  const { cursor, pages } = stepping
  const origin = cursor.seq()
  if (to === 'line') {
    const wanted = way === 'next' ? origin + count : origin - count
    const seq = Math.min(Math.max(wanted, 1), pages.last())
    const there = seq === origin ? done() : yield* arrived(stepping, seq)
    if (!there.isDone || seq === wanted) return there
    return refused(`this is the ${way === 'next' ? 'last' : 'first'} line`)
  }
  if (to === 'order') stepping.order ??= orderOf(stepping)
  const search = searchOf(stepping, to)
  if (typeof search === 'string') return refused(search)
  let [at, passed] = [origin, 0]
  for (; passed < count; passed++) {
    const found = yield* search(at, way)
    if (found === null) break
    at = found
    if (passed + 1 < count && to === 'breakpoint') yield* cursor.seek(at)
  }
  const there = yield* arrived(stepping, at)
  if (!there.isDone || passed === count) return there
  return refused(noMore(goalText(stepping, to), way, passed, cursor))
}

type SearchFrom = (from: number, way: Way) => Ongoing<number | null>

/** How lines of a kind are looked for; or why they cannot be. */
const searchOf = (stepping: Stepping, to: Exclude<Goal, 'line'>): SearchFrom | string => {
  const { cursor, pages, breaks, path } = stepping
  const last = pages.last()
  if (to === 'breakpoint')
    return breaks.length === 0
      ? 'there is no breakpoint yet; break COND sets one'
      : (_, way) => breakSearch(cursor, breaks, way, last)
  const isIt = isItOf(stepping, to)
  return typeof isIt === 'string'
    ? isIt
    : (from, way) => lineSearch({ path, from, last, way }, isIt)
}

const isItOf = (stepping: Stepping, to: Exclude<Goal, 'line' | 'breakpoint'>): IsIt | string => {
  if (to === 'symbol') {
    const symbol = shownSymbol(stepping)
    return symbol === null ? 'no symbol is listed yet' : isAboutSymbol(symbol)
  }
  if (to !== 'order') return isGoal[to]
  return stepping.order === null
    ? 'no order is followed; say which, as in follow o-17'
    : isAboutOrder(stepping.order, stepping.pages.line)
}

const goalText = (stepping: Stepping, to: Exclude<Goal, 'line'>): string => {
  const texts: Readonly<Record<typeof to, string>> = {
    input: 'input',
    fill: 'fill',
    freeze: 'freeze or reduction',
    denial: 'denial or rejection',
    symbol: `line about ${shownSymbol(stepping) ?? ''}`,
    order: `line about ${stepping.order ?? ''}`,
    breakpoint: 'line where a breakpoint strikes',
  }
  return texts[to]
}

const noMore = (what: string, way: Way, passed: number, cursor: Cursor): string => {
  const where = way === 'next' ? 'behind' : 'before'
  const stop = cursor.stop()
  const only = passed === 0 ? 'there is no' : `only ${grouped(passed)} were left; there is no other`
  const damage = stop === null ? '' : `; ${stop.failure.says}`
  return `${only} ${what} ${where} line ${grouped(cursor.seq())}${damage}`
}
