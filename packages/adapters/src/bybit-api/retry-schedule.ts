/** How often a request is tried, and how long is waited in between, in milliseconds. */
export type RetryPlan = {
  /** All tries, the first one too. */
  readonly attemptsMax: number
  readonly firstMs: number
  readonly longestMs: number
}

/** Four tries; a quarter of a second, then twice as long each time, up to five seconds. */
export const defaultRetryPlan: RetryPlan = { attemptsMax: 4, firstMs: 250, longestMs: 5_000 }

/**
 * How long to wait after a try that failed (the first is 1) of a client's `call`-th request. It
 * doubles with each try up to `longestMs`; half of it is always waited, and of the other half a
 * part that only seed, call and try decide: the same seed waits the same, and two clients with
 * different seeds do not come back together.
 */
export const backoffMs = (
  plan: Pick<RetryPlan, 'firstMs' | 'longestMs'>,
  seed: number,
  call: number,
  attempt: number,
): number => {
  const doubled = plan.firstMs * 2 ** Math.min(attempt - 1, 30)
  const whole = Math.min(doubled, plan.longestMs)
  const half = Math.floor(whole / 2)
  return half + (keyed(seed, call, attempt) % (whole - half + 1))
}

/** A number from 0 up to 2^32 that depends on its three words alone (MurmurHash3's finish). */
const keyed = (seed: number, call: number, attempt: number): number => {
  let hash = finished(0x2f0b4a27 ^ low(seed))
  hash = finished(hash ^ high(seed))
  hash = finished(hash ^ low(call))
  hash = finished(hash ^ high(call))
  return finished(hash ^ low(attempt)) >>> 0
}

const two32 = 0x1_0000_0000
const low = (word: number): number => (word % two32) | 0
const high = (word: number): number => Math.floor(word / two32) | 0

const finished = (word: number): number => {
  let hash = Math.imul(word ^ (word >>> 16), 0x85ebca6b) + 0x9e3779b9
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return hash ^ (hash >>> 16)
}
