import type { Draft } from 'immer'

/**
 * The last lines of a kind, up to a capacity: their engine times and their seqs. Once it is full
 * the newest takes the place of the oldest, which stands at `oldest`.
 */
export type Ring = {
  readonly ats: ReadonlyArray<number>
  readonly seqs: ReadonlyArray<number>
  readonly oldest: number
}

/** A ring with nothing in it. A new value each time. */
export const newRing = (): Ring => ({ ats: [], seqs: [], oldest: 0 })

/** Takes in one more line. */
export const ringPushed = (ring: Draft<Ring>, capacity: number, at: number, seq: number): void => {
  if (ring.ats.length < capacity) {
    ring.ats.push(at)
    ring.seqs.push(seq)
    return
  }
  ring.ats[ring.oldest] = at
  ring.seqs[ring.oldest] = seq
  ring.oldest = (ring.oldest + 1) % capacity
}

/** How many of a ring's lines are later than a time, by bisection. */
export const countAfter = (ring: Ring | undefined, time: number): number => {
  if (ring === undefined) return 0
  const size = ring.ats.length
  let low = 0
  let high = size
  while (low < high) {
    const middle = (low + high) >> 1
    const at = ring.ats[(ring.oldest + middle) % size] as number
    if (at > time) high = middle
    else low = middle + 1
  }
  return size - low
}

/** The seqs of a ring's last `count` lines, oldest first. */
export const lastSeqs = (ring: Ring | undefined, count: number): ReadonlyArray<number> => {
  if (ring === undefined) return []
  const { seqs, oldest } = ring
  const first = oldest + seqs.length - count
  return Array.from({ length: count }, (_, i) => seqs[(first + i) % seqs.length] as number)
}
