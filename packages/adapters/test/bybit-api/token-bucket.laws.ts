import fc from 'fast-check'

import type { TokenBucket } from '../../src/bybit-api/token-bucket'
import {
  fullBucket,
  neverMs,
  refilled,
  takeTokens,
  withRule,
} from '../../src/bybit-api/token-bucket'

const aRule = fc.record({
  capacity: fc.integer({ min: 1, max: 600 }),
  refill: fc.integer({ min: 1, max: 600 }),
  everyMs: fc.integer({ min: 1, max: 5_000 }),
})
/** Steps in time, some of them back, each with how many tokens are then asked for. */
const asks = fc.array(
  fc.tuple(fc.integer({ min: -2_000, max: 5_000 }), fc.integer({ min: 1, max: 50 })),
  { maxLength: 60 },
)

describe('a token bucket', () => {
  test('grants in no window more than its capacity and what came back in that window', () => {
    fc.assert(
      fc.property(aRule, asks, (rule, steps) => {
        const granted: Array<{ readonly at: number; readonly count: number }> = []
        let bucket = fullBucket(rule, 10_000)
        let at = 10_000
        for (const [step, count] of steps) {
          at += step
          const answer = takeTokens(bucket, at, count)
          // when time runs back the bucket's own moment stands still: windows are of that time
          if (answer.waitMs === 0) granted.push({ at: answer.bucket.atMs, count })
          bucket = answer.bucket
        }
        for (const [i, first] of granted.entries()) {
          let sum = 0
          for (const { at: then, count } of granted.slice(i)) {
            sum += count
            const allowed = rule.capacity * rule.everyMs + (then - first.at) * rule.refill
            expect(sum * rule.everyMs).toBeLessThanOrEqual(allowed)
          }
        }
      }),
      { seed: 61, numRuns: 500 },
    )
  })

  test('fills the same in one long wait as in many short ones', () => {
    const waits = fc.array(fc.integer({ min: 0, max: 700 }), { maxLength: 40 })
    fc.assert(
      fc.property(aRule, fc.integer({ min: 0, max: 600 }), waits, (rule, taken, steps) => {
        const start = takeTokens(fullBucket(rule, 0), 0, Math.min(taken, rule.capacity)).bucket
        let at = 0
        let inSteps: TokenBucket = start
        for (const step of steps) inSteps = refilled(inSteps, (at += step))
        expect(inSteps).toStrictEqual(refilled(start, at))
      }),
      { seed: 62, numRuns: 500 },
    )
  })

  test('says a wait that is enough, and of which no millisecond is too much', () => {
    fc.assert(
      fc.property(aRule, asks, (rule, steps) => {
        let bucket = fullBucket(rule, 10_000)
        let at = 10_000
        for (const [step, count] of steps) {
          at += step
          const answer = takeTokens(bucket, at, count)
          if (answer.waitMs === neverMs) expect(count).toBeGreaterThan(rule.capacity)
          else if (answer.waitMs > 0) {
            expect(takeTokens(bucket, at + answer.waitMs, count).waitMs).toBe(0)
            expect(takeTokens(bucket, at + answer.waitMs - 1, count).waitMs).toBe(1)
          }
          bucket = answer.bucket
        }
      }),
      { seed: 63, numRuns: 500 },
    )
  })

  test('is made of integers, and gives no token by a change of rule', () => {
    fc.assert(
      fc.property(aRule, aRule, asks, (rule, other, steps) => {
        let bucket = fullBucket(rule, 0)
        let at = 0
        for (const [step, count] of steps) bucket = takeTokens(bucket, (at += step), count).bucket
        const changed = withRule(bucket, at, other)
        const now = refilled(bucket, at)
        expect(Number.isSafeInteger(now.parts) && now.parts >= 0).toBe(true)
        expect(Number.isSafeInteger(changed.parts)).toBe(true)
        expect(changed.parts * rule.everyMs).toBeLessThanOrEqual(now.parts * other.everyMs)
        expect(changed.parts).toBeLessThanOrEqual(other.capacity * other.everyMs)
      }),
      { seed: 64, numRuns: 500 },
    )
  })
})
