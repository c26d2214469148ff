import { deserialize, serialize } from 'node:v8'

import type { Restoration, State } from '@shadowtape/core'

/** A seal in a journal: its line's bytes, its digest, and the byte behind it. */
export type SealPlace = {
  readonly sealed: Buffer
  readonly sealDigest: string
  readonly offset: number
}

/** A place that a fold can go on from: the state after a seal, packed, and where its line ends. */
type Checkpoint = SealPlace & { readonly seq: number; readonly packed: Buffer }

/** Where a fold goes on, and the byte where the next line begins. */
export type Resumed = { readonly restoration: Restoration; readonly offset: number }

/** States that were met on the way, in memory that is bounded: dense near where one looks. */
export type Checkpoints = {
  readonly apart: number
  /** Keeps the state after a seal, unless it is kept; `near` is the line one is on the way to. */
  readonly keep: (state: State, seal: SealPlace, near: number) => void
  /** The last line that is kept and not behind `seq`; 0 for none. */
  readonly before: (seq: number) => number
  /** A state of its own for a fold to go on from. */
  readonly resume: (seq: number) => Resumed | null
  /** How many are kept, and the bytes they take. */
  readonly held: () => { readonly count: number; readonly bytes: number }
}

/** How many lines checkpoints are apart, and up to a seal more; and the bytes all may take. */
export type CheckpointRule = { readonly apart: number; readonly bytesMax: number }

const usualRule: CheckpointRule = { apart: 2_048, bytesMax: 32 << 20 }

/** None is kept yet. */
export const newCheckpoints = ({ apart, bytesMax } = usualRule): Checkpoints => {
  const kept: Array<Checkpoint> = []
  let bytes = 0
  const placeOf = (seq: number): number => {
    let low = 0
    for (let high = kept.length; low < high;) {
      const middle = (low + high) >> 1
      if ((kept[middle] as Checkpoint).seq <= seq) low = middle + 1
      else high = middle
    }
    return low
  }
  const drop = (place: number): void => {
    for (const { packed } of kept.splice(place, 1)) bytes -= packed.length
  }
  return {
    apart,
    keep: (state, seal, near) => {
      const place = placeOf(state.seq)
      if (kept[place - 1]?.seq === state.seq) return
      const packed = serialize(state)
      kept.splice(place, 0, { ...seal, seq: state.seq, packed })
      bytes += packed.length
      while (bytes > bytesMax && kept.length > 1) drop(leastMissed(kept, near, apart))
    },
    before: (seq) => kept[placeOf(seq) - 1]?.seq ?? 0,
    resume: (seq) => {
      const found = kept[placeOf(seq) - 1]
      return found === undefined ? null : resumed(found)
    },
    held: () => ({ count: kept.length, bytes }),
  }
}

/** The one whose absence costs the fewest lines for how far off it is; never the one before it. */
const leastMissed = (kept: ReadonlyArray<Checkpoint>, near: number, apart: number): number => {
  let [least, place] = [Infinity, 0]
  kept.forEach(({ seq }, i) => {
    const gap = (kept[i + 1]?.seq ?? seq + apart) - (kept[i - 1]?.seq ?? 0)
    const cost = gap / (Math.abs(near - seq) + apart)
    if (cost >= least) return
    least = cost
    place = i
  })
  return place
}

const resumed = ({ packed, sealed, sealDigest, offset }: Checkpoint): Resumed => ({
  offset,
  restoration: {
    state: deserialize(packed) as State,
    ...{ sealed, sealDigest, namedBy: 'SnapshotTaken' },
    ...{ origin: '', segment: { number: 1, bytes: 0, at: 0 } },
  },
})
