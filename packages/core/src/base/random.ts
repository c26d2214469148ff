/**
 * What a draw is for. Each purpose has draws of its own, so that asking for one more
 * never moves another.
 */
export const purposes = [
  'fill',
  'reject',
  'partial',
  'partial-size',
  'market',
  'feed-latency',
  'entry-latency',
  'response-latency',
  'trading-stop-latency',
  'funding-latency',
] as const
/** One of the `purposes`. */
export type Purpose = (typeof purposes)[number]

/** The name and version of the generator, as a journal's header records it. */
export const generatorName = 'murmur3-keyed/1'

const two32 = 0x1_0000_0000

/**
 * A uniform integer in [0, 2^32) that depends on seed, purpose and ordinal alone
 * (MurmurHash3 x86-32 over five words). Having no state to step, a draw stays the same
 * when other orders come or go, which is what a what-if comparison needs.
 */
export const draw = (seed: number, purpose: Purpose, ordinal: number): number => {
  const value = hashed(seed, purpose, ordinal)
  if (watcher !== null) watcher({ purpose, ordinal, value })
  return value
}

/** A draw that was made, and what came of it. */
export type Draw = { readonly purpose: Purpose; readonly ordinal: number; readonly value: number }

let watcher: ((made: Draw) => void) | null = null

/** Does some work and tells of every draw in it; no decision can ask whether it does. */
export const watchingDraws = <T>(onDraw: (made: Draw) => void, work: () => T): T => {
  watcher = onDraw
  try {
    return work()
  } finally {
    watcher = null
  }
}

const hashed = (seed: number, purpose: Purpose, ordinal: number): number => {
  let hash = mix(0x9747b28c, seed % two32)
  hash = mix(hash, Math.floor(seed / two32))
  hash = mix(hash, purposes.indexOf(purpose) + 1)
  hash = mix(hash, ordinal % two32)
  hash = mix(hash, Math.floor(ordinal / two32))
  hash ^= 20
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** Whether something of a probability (in millionths) happens: 0 never, 1,000,000 always. */
export const happens = (
  seed: number,
  purpose: Purpose,
  ordinal: number,
  millionths: number,
): boolean => draw(seed, purpose, ordinal) * 1_000_000 < millionths * two32

const mix = (hash: number, word: number): number => {
  let k = Math.imul(word | 0, 0xcc9e2d51)
  k = Math.imul((k << 15) | (k >>> 17), 0x1b873593)
  const h = hash ^ k
  return (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0
}
