/** How fast a bucket fills: it holds `capacity` tokens, and `refill` come back each `everyMs`. */
export type BucketRule = {
  readonly capacity: number
  readonly refill: number
  readonly everyMs: number
}

/**
 * Tokens at a moment. `parts` counts in the `everyMs`-th part of a token, of which `refill` come
 * back each millisecond: all integers, so that no refill loses anything.
 */
export type TokenBucket = {
  readonly rule: BucketRule
  readonly parts: number
  readonly atMs: number
}

/** What asking for tokens came to: they were taken, or they are there `waitMs` from now. */
export type BucketAnswer = {
  readonly bucket: TokenBucket
  readonly waitMs: number
}

/** More tokens than a bucket ever holds were asked for: no waiting helps. */
export const neverMs = Number.POSITIVE_INFINITY

/** A bucket that is full. */
export const fullBucket = (rule: BucketRule, atMs: number): TokenBucket => ({
  rule,
  parts: rule.capacity * rule.everyMs,
  atMs,
})

/** The bucket at a later moment; a time before its own changes nothing and gives nothing. */
export const refilled = (bucket: TokenBucket, atMs: number): TokenBucket => {
  const { rule, parts } = bucket
  if (atMs <= bucket.atMs) return bucket
  const full = rule.capacity * rule.everyMs
  const missing = full - parts
  const elapsed = atMs - bucket.atMs
  // compared before it is multiplied: a night's sleep must not leave exact arithmetic
  const isFull = rule.refill > 0 && elapsed >= Math.ceil(missing / rule.refill)
  return { rule, parts: isFull ? full : parts + elapsed * rule.refill, atMs }
}

/**
 * Takes `count` tokens if they are there: `waitMs` is 0 then. Else nothing is taken, and `waitMs`
 * is the shortest time after which they are, `neverMs` if they never are.
 */
export const takeTokens = (bucket: TokenBucket, atMs: number, count: number): BucketAnswer => {
  const now = refilled(bucket, atMs)
  const { rule, parts } = now
  const wanted = count * rule.everyMs
  if (wanted <= parts) return { bucket: { ...now, parts: parts - wanted }, waitMs: 0 }
  if (count > rule.capacity || rule.refill === 0) return { bucket: now, waitMs: neverMs }
  // a clock that ran back has first to come to where it was
  const behind = now.atMs - Math.min(atMs, now.atMs)
  return { bucket: now, waitMs: behind + Math.ceil((wanted - parts) / rule.refill) }
}

/** Whole tokens in the bucket. */
export const tokensIn = (bucket: TokenBucket, atMs: number): number =>
  Math.floor(refilled(bucket, atMs).parts / bucket.rule.everyMs)

/** The bucket with no more than `count` tokens: someone else knows better what is left. */
export const atMostTokens = (bucket: TokenBucket, atMs: number, count: number): TokenBucket => {
  const now = refilled(bucket, atMs)
  return { ...now, parts: Math.min(now.parts, count * now.rule.everyMs) }
}

/**
 * The bucket by another rule, with the tokens it has: what no longer fits is lost, and a fraction
 * that the new rule cannot tell is dropped, never given.
 */
export const withRule = (bucket: TokenBucket, atMs: number, rule: BucketRule): TokenBucket => {
  const now = refilled(bucket, atMs)
  const parts = Math.floor((now.parts * rule.everyMs) / now.rule.everyMs)
  return { rule, parts: Math.min(parts, rule.capacity * rule.everyMs), atMs: now.atMs }
}
