import type { Entry, Slice, State } from '@shadowtape/core'
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
const linesMax = 3_000

/** A strategy's own slice is followed where the strategy is one of core's; no other state asks. */
const sliceOf = (strategy: string): Slice => {
  const house = [marketMaker, twoSided].find(({ name }) => name === strategy)
  return house === undefined ? { ...noSlice, retune: () => undefined } : (house as Slice)
}

/** The lines behind a place. */
export const newStretch = (place: Place, strategy: string): Stretch => {
  const { reduce, reduceAll } = reducerOf(sliceOf(strategy))
  const states = new Map<number, State>([[place.seq, place.state]])
  let from = place.seq
  let entries: ReadonlyArray<Entry> = place.next

  const until = (): number => from + entries.length
  const entryOf = (seq: number): Entry => entries[seq - from - 1] as Entry

  const stateAt = (seq: number): State => {
    const known = states.get(seq)
    if (known !== undefined) return known
    let near = seq - 1
    while (!states.has(near)) near -= 1
    const state = states.get(near) as State
    const passed = entries.slice(near - from, seq - from)
    const made = passed.length === 1 ? reduce(state, entryOf(seq)) : reduceAll(state, passed)
    states.set(seq, made)
    return made
  }

  const at = (seq: number): Shown | null => {
    if (seq <= from || seq > until()) return null
    const entry = entryOf(seq)
    try {
      const before = stateAt(seq - 1)
      return { seq, at: entry.at, state: stateAt(seq), entry, before }
    } catch {
      // lines that contradict each other: the server says where that begins
      entries = entries.slice(0, Math.max(0, seq - from - 1))
      return null
    }
  }

  const dropped = (first: number, last: number): void => {
    stateAt(first)
    entries = entries.slice(first - from, last - from)
    from = first
    for (const seq of states.keys()) if (seq < first || seq > last) states.delete(seq)
  }

  return {
    from: () => from,
    until,
    span: () => [entries[0]?.at ?? 0, entries.at(-1)?.at ?? 0],
    at,
    seqAt: (instant, isLast) => {
      const [first, last] = [entries[0], entries.at(-1)]
      if (first === undefined || last === undefined || instant < first.at) return null
      if (instant >= last.at) return isLast ? last.seq : null
      return from + placeOf(entries, instant)
    },
    find: (seq, way, is) => {
      if (seq < from || seq > until()) return null
      const step = way === 'next' ? 1 : -1
      for (let one = seq + step; one > from && one <= until(); one += step)
        if (is(entryOf(one))) return one
      return null
    },
    join: ({ seq, state, next }) => {
      const end = seq + next.length
      if (seq > until() || end < from) return false
      if (end > until()) {
        entries = [...entries, ...next.slice(until() - seq)]
        if (entries.length > linesMax) dropped(until() - linesMax, until())
      }
      if (seq < from) {
        entries = [...next.slice(0, from - seq), ...entries]
        from = seq
        states.set(seq, state)
        if (entries.length > linesMax) dropped(from, from + linesMax)
      }
      return true
    },
  }
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
