import type { Draft } from 'immer'

import type { Timer } from './timers'

type Heap = Array<Draft<Timer>>

/** Of timers of one line that are due together, these come first: a fill before what follows it. */
const ranks: Readonly<Record<Timer['kind'], number>> = {
  fill: 0,
  arrival: 1,
  delivery: 2,
  funding: 3,
  markout: 4,
  age: 5,
  thaw: 6,
}

const isBefore = (a: Timer, b: Timer): boolean => {
  if (a.due !== b.due) return a.due < b.due
  if (a.seq !== b.seq) return a.seq < b.seq
  if (a.kind === 'markout' && b.kind === 'markout') return a.horizonUs < b.horizonUs
  if (a.kind === 'funding' && b.kind === 'funding') return a.nth < b.nth
  return ranks[a.kind] < ranks[b.kind]
}

/** Puts a timer into its place in the heap. */
export const timerSet = (heap: Heap, timer: Draft<Timer>): void => {
  let place = heap.length
  heap.push(timer)
  while (place > 0) {
    const parent = (place - 1) >> 1
    const above = heap[parent] as Draft<Timer>
    if (!isBefore(timer, above)) break
    heap[place] = above
    place = parent
  }
  heap[place] = timer
}

/** Takes the first timer off the heap. */
export const takeFirst = (heap: Heap): void => {
  const last = heap.pop()
  if (last === undefined || heap.length === 0) return
  let place = 0
  for (;;) {
    let child = place * 2 + 1
    if (child >= heap.length) break
    const right = child + 1
    if (right < heap.length && isBefore(heap[right] as Draft<Timer>, heap[child] as Draft<Timer>))
      child = right
    if (!isBefore(heap[child] as Draft<Timer>, last)) break
    heap[place] = heap[child] as Draft<Timer>
    place = child
  }
  heap[place] = last
}
