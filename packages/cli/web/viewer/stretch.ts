import type { Entry, Reducer, Slice, State } from '@shadowtape/core'
import { marketMaker, noSlice, reducerOf, twoSided } from '@shadowtape/core'

import type { Place } from '../../src/viewer/view-data'
import type { Shown } from './viewer'

/** Lines on end with the states that core's own reducers make of them, folded as they are asked. */
export type Stretch = {
  /** The last line that is had; the first one is the line after the place it began with. */
  readonly until: () => number
  readonly from: () => number
  /** From when to when, in engine time; both 0 while there is no line. */
  readonly span: () => readonly [from: number, to: number]
  /** After a line, with what it met; `null` where the line is not had. */
  readonly at: (seq: number) => Shown | null
  /** The last line up to an instant; `null` where lines that are not had could be it. */
  readonly seqAt: (at: number, isLast: boolean) => number | null
  /** The nearest such line after another, or before it. */
  readonly find: (
    seq: number,
    way: 'next' | 'previous',
    is: (entry: Entry) => boolean,
  ) => number | null
  /** Puts a place's lines to those there are, on either side; whether it could. */
  readonly join: (place: Place) => boolean
}

/** So many lines are kept, with all their states, which share what did not change. */
const linesKept = 3_000

/** A strategy's own slice is followed where the strategy is one of core's; no other state asks. */
const sliceOf = (strategy: string): Slice => {
  const house = [marketMaker, twoSided].find(({ name }) => name === strategy)
  return house === undefined ? { ...noSlice, retune: () => undefined } : (house as Slice)
}

/** What a stretch holds: the state after line `from`, the lines behind it, and states by line. */
type Lines = {
  from: number
  entries: ReadonlyArray<Entry>
  readonly states: Map<number, State>
  readonly reducer: Reducer
  readonly linesMax: number
}

/** The lines behind a place. */
export const newStretch = (place: Place, strategy: string, linesMax = linesKept): Stretch => {
  const lines: Lines = {
    ...{ from: place.seq, entries: place.next },
    states: new Map([[place.seq, place.state]]),
    reducer: reducerOf(sliceOf(strategy)),
    linesMax,
  }
  return {
    from: () => lines.from,
    until: () => untilOf(lines),
    span: () => [lines.entries[0]?.at ?? 0, lines.entries.at(-1)?.at ?? 0],
    at: (seq) => shownAt(lines, seq),
    seqAt: (at, isLast) => seqAt(lines, at, isLast),
    find: (seq, way, is) => {
      const { from } = lines
      if (seq < from || seq > untilOf(lines)) return null
      const step = way === 'next' ? 1 : -1
      for (let one = seq + step; one > from && one <= untilOf(lines); one += step)
        if (is(entryOf(lines, one))) return one
      return null
    },
    join: (other) => {
      if (other.seq > untilOf(lines) || other.seq + other.next.length < lines.from) return false
      joinBehind(lines, other)
      joinBefore(lines, other)
      return true
    },
  }
}

const untilOf = ({ from, entries }: Lines): number => from + entries.length

const entryOf = ({ from, entries }: Lines, seq: number): Entry => entries[seq - from - 1] as Entry

const shownAt = (lines: Lines, seq: number): Shown | null => {
  if (seq <= lines.from || seq > untilOf(lines)) return null
  const entry = entryOf(lines, seq)
  try {
    const before = stateAt(lines, seq - 1)
    return { seq, at: entry.at, state: stateAt(lines, seq), entry, before }
  } catch {
    // lines that contradict each other: the server says where that begins
    lines.entries = lines.entries.slice(0, Math.max(0, seq - lines.from - 1))
    return null
  }
}

const stateAt = (lines: Lines, seq: number): State => {
  const { from, entries, states, reducer } = lines
  const known = states.get(seq)
  if (known !== undefined) return known
  let near = seq - 1
  while (!states.has(near)) near -= 1
  const state = states.get(near) as State
  const made =
    seq - near === 1
      ? reducer.reduce(state, entryOf(lines, seq))
      : reducer.reduceAll(state, entries.slice(near - from, seq - from))
  states.set(seq, made)
  return made
}

const seqAt = ({ from, entries }: Lines, at: number, isLast: boolean): number | null => {
  const [first, last] = [entries[0], entries.at(-1)]
  if (first === undefined || last === undefined || at < first.at) return null
  if (at >= last.at) return isLast ? last.seq : null
  return from + placeOf(entries, at)
}

const joinBehind = (lines: Lines, { seq, next }: Place): void => {
  const until = untilOf(lines)
  if (seq + next.length <= until) return
  lines.entries = [...lines.entries, ...next.slice(until - seq)]
  const [end, most] = [untilOf(lines), lines.linesMax]
  if (lines.entries.length > most) keep(lines, end - most, end)
}

const joinBefore = (lines: Lines, { seq, state, next }: Place): void => {
  if (seq >= lines.from) return
  lines.entries = [...next.slice(0, lines.from - seq), ...lines.entries]
  lines.from = seq
  lines.states.set(seq, state)
  if (lines.entries.length > lines.linesMax) keep(lines, seq, seq + lines.linesMax)
}

const keep = (lines: Lines, first: number, last: number): void => {
  stateAt(lines, first)
  lines.entries = lines.entries.slice(first - lines.from, last - lines.from)
  lines.from = first
  for (const seq of lines.states.keys()) if (seq < first || seq > last) lines.states.delete(seq)
}

/** How many of rising entries were said up to an instant. */
const placeOf = (entries: ReadonlyArray<Entry>, at: number): number => {
  let [low, high] = [0, entries.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((entries[middle] as Entry).at <= at) low = middle + 1
    else high = middle
  }
  return low
}
