import type { BucketRule, TokenBucket } from './token-bucket'
import { atMostTokens, fullBucket, takeTokens, tokensIn, withRule } from './token-bucket'
import type { OrderCategory } from './venue-limits'
import { batchOrdersMax, bucketWithin } from './venue-limits'
import { endpointLimit, endpointWindowMs, ipLimit } from './venue-limits'
import { limitHeaders } from './wire-request'

/** A call that wants to be made; `orders` is how many orders a batch has, 1 for all else. */
export type LimitedCall = {
  readonly path: string
  readonly category: OrderCategory
  readonly orders: number
}

/** A bucket's name: the client's own, the IP address's, or an endpoint's in a category. */
export type BucketName = 'client' | 'ip' | `${string} ${OrderCategory}`

/** All buckets of a client, and until when the venue told it to be quiet. Pure data. */
export type RateLimits = {
  readonly buckets: ReadonlyMap<BucketName, TokenBucket>
  readonly quietUntilMs: ReadonlyMap<BucketName, number>
}

/** What asking came to: `waitMs` is 0 for a call that may go, else `blockedBy` says for what. */
export type Leave = {
  readonly limits: RateLimits
  readonly waitMs: number
  readonly blockedBy: BucketName
}

/** Full buckets; `refillRate` is in requests a second, to the thousandth. */
export const newRateLimits = (
  options: { readonly capacity: number; readonly refillRate: number },
  atMs: number,
): RateLimits => ({
  buckets: new Map<BucketName, TokenBucket>([
    ['client', fullBucket(ownRule(options.capacity, options.refillRate), atMs)],
    ['ip', fullBucket(bucketWithin(ipLimit.requests, ipLimit.windowMs), atMs)],
  ]),
  quietUntilMs: new Map(),
})

/**
 * Takes what a call costs from every bucket it draws on, or nothing from any. A batch costs its
 * orders in its endpoint's bucket, and one request in the client's and the IP address's.
 */
export const askLeave = (limits: RateLimits, atMs: number, call: LimitedCall): Leave => {
  const taken = new Map(limits.buckets)
  let [waitMs, blockedBy]: [number, BucketName] = [0, 'client']
  const wait = (name: BucketName, ms: number): void => {
    if (ms > waitMs) [waitMs, blockedBy] = [ms, name]
  }
  for (const [name, cost] of costsOf(call)) {
    const quietMs = (limits.quietUntilMs.get(name) ?? atMs) - atMs
    wait(name, quietMs)
    const answer = takeTokens(bucketOf(limits, name, call, atMs), atMs, cost)
    wait(name, answer.waitMs)
    taken.set(name, answer.bucket)
  }
  return {
    limits: waitMs === 0 ? { ...limits, buckets: taken } : limits,
    waitMs,
    blockedBy,
  }
}

/** The most orders that may go in one batch: the venue's maximum, or what a full bucket allows. */
export const batchSize = (limits: RateLimits, atMs: number, call: LimitedCall): number => {
  const { rule } = bucketOf(limits, endpointName(call), call, atMs)
  return Math.max(1, Math.min(batchOrdersMax[call.category], rule.capacity))
}

/** Tokens left by bucket, for gauges. */
export const tokensLeft = (limits: RateLimits, atMs: number): ReadonlyMap<BucketName, number> =>
  new Map([...limits.buckets].map(([name, bucket]) => [name, tokensIn(bucket, atMs)]))

/** Nothing goes through a bucket for a while; a longer silence than this one stays. */
export const keepQuiet = (
  limits: RateLimits,
  atMs: number,
  name: BucketName,
  forMs: number,
): RateLimits => {
  const until = Math.max(limits.quietUntilMs.get(name) ?? 0, atMs + forMs)
  return { ...limits, quietUntilMs: new Map(limits.quietUntilMs).set(name, until) }
}

/**
 * What the venue's own headers tell of a call's endpoint: another limit than we assumed, fewer
 * requests left than we thought, and until when it is shut. None has to be there, and one that
 * makes no sense is as good as none. `serverMs` is the venue's own time of the answer.
 */
export const heedHeaders = (
  limits: RateLimits,
  atMs: number,
  call: LimitedCall,
  headers: Readonly<Record<string, string>>,
  serverMs: number | null,
): RateLimits => {
  if (endpointLimit(call.path, call.category) === null) return limits
  const name = endpointName(call)
  let bucket = bucketOf(limits, name, call, atMs)
  const limit = numberIn(headers, limitHeaders.limit)
  if (limit !== null && limit > 0 && limit <= limitHighest) {
    const rule = bucketWithin(limit, endpointWindowMs)
    if (!isSameRule(rule, bucket.rule)) bucket = withRule(bucket, atMs, rule)
  }
  const remaining = numberIn(headers, limitHeaders.remaining)
  if (remaining !== null) bucket = atMostTokens(bucket, atMs, remaining)
  const heard = { ...limits, buckets: new Map(limits.buckets).set(name, bucket) }
  const resetAt = numberIn(headers, limitHeaders.resetAt)
  if (remaining !== 0 || resetAt === null || serverMs === null) return heard
  const forMs = resetAt - serverMs
  return forMs > 0 && forMs <= resetFarthestMs ? keepQuiet(heard, atMs, name, forMs) : heard
}

/** A limit beyond this, or a reset beyond that, is taken for nonsense. */
const limitHighest = 100_000
const resetFarthestMs = 60_000

const endpointName = ({ path, category }: LimitedCall): BucketName => `${path} ${category}`

const costsOf = (call: LimitedCall): ReadonlyArray<readonly [BucketName, number]> => {
  const ofAll = [
    ['client', 1],
    ['ip', 1],
  ] as const
  const isLimited = endpointLimit(call.path, call.category) !== null
  return isLimited ? [...ofAll, [endpointName(call), call.orders]] : ofAll
}

const bucketOf = (
  { buckets }: RateLimits,
  name: BucketName,
  { path, category }: LimitedCall,
  atMs: number,
): TokenBucket => {
  const limit = endpointLimit(path, category) ?? ipLimit.requests
  return buckets.get(name) ?? fullBucket(bucketWithin(limit, endpointWindowMs), atMs)
}

const ownRule = (capacity: number, refillRate: number): BucketRule => ({
  capacity,
  refill: Math.round(refillRate * 1_000),
  everyMs: 1_000_000,
})

const isSameRule = (one: BucketRule, other: BucketRule): boolean =>
  one.capacity === other.capacity && one.refill === other.refill && one.everyMs === other.everyMs

const numberIn = (headers: Readonly<Record<string, string>>, name: string): number | null => {
  const text = Object.hasOwn(headers, name) ? headers[name] : undefined
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null
}
