import type { Dice } from '../../../core/test/fuzz/dice'
import type { Stored, Unsynced } from './crash-disk'

/** What became of a write, or of the part of it that lies in one sector. */
type Fate = 'kept' | 'dropped' | 'garbled' | 'torn'

const fates: ReadonlyArray<Fate> = ['kept', 'kept', 'dropped', 'garbled', 'torn']

/** A device writes so much or nothing of it. */
const sectorBytes = 512

/**
 * What a power cut leaves of a file: what was synced, and of every write since then all, nothing,
 * something else, or another fate for every sector. Where nothing was written but something behind
 * it was, there are zeros; so there may be at the end, where the size was kept and the bytes lost.
 */
export const crashedBytes = ({ durable, unsynced }: Stored, dice: Dice): Buffer => {
  const full = unsynced.reduce((size, { from, bytes }) => Math.max(size, from + bytes.length), 0)
  const left = Buffer.alloc(Math.max(full, durable.length))
  durable.copy(left)
  let size = durable.length
  const put = (from: number, bytes: Buffer): void => {
    bytes.copy(left, from)
    size = Math.max(size, from + bytes.length)
  }
  const mood = dice.oneOf(moods)
  const lastKept = dice.below(unsynced.length + 1)
  for (const [n, write] of unsynced.entries()) {
    const fate = mood === 'in order' ? orderly(n, lastKept) : dice.oneOf(fates)
    for (const part of fate === 'torn' ? sectorsOf(write) : [write]) {
      const own = fate === 'torn' ? dice.oneOf(fates) : fate
      if (own === 'kept') put(part.from, part.bytes)
      else if (own !== 'dropped') put(part.from, garbled(part.bytes, dice))
    }
  }
  if (dice.isOneIn(4)) size += dice.below(left.length - size + 1)
  return left.subarray(0, size)
}

/** Devices often write in order, and only the write at the end is torn. */
const moods = ['in order', 'any', 'any'] as const

const orderly = (n: number, lastKept: number): Fate =>
  n < lastKept ? 'kept' : n === lastKept ? 'torn' : 'dropped'

const sectorsOf = ({ from, bytes }: Unsynced): ReadonlyArray<Unsynced> => {
  const sectors: Array<Unsynced> = []
  for (let at = from; at < from + bytes.length;) {
    const end = Math.min(from + bytes.length, at - (at % sectorBytes) + sectorBytes)
    sectors.push({ from: at, bytes: bytes.subarray(at - from, end - from) })
    at = end
  }
  return sectors
}

/** Other bytes: noise, flipped bits, a part of them, zeros, or what stands elsewhere. */
const garbled = (bytes: Buffer, dice: Dice): Buffer => {
  const other = Buffer.from(bytes)
  const from = dice.below(bytes.length)
  switch (dice.below(5)) {
    case 0:
      return other.map(() => dice.below(256)) as Buffer
    case 1:
      for (let flips = dice.below(4); flips >= 0; flips--) flip(other, dice)
      return other
    case 2:
      return other.fill(0, from)
    case 3:
      return other.fill(0, 0, from + 1)
    default:
      bytes.copy(other, 0, from)
      return other
  }
}

const flip = (bytes: Buffer, dice: Dice): void => {
  const at = dice.below(bytes.length)
  bytes[at] = (bytes[at] ?? 0) ^ (1 << dice.below(8))
}
