import fc from 'fast-check'

import { backoffMs, defaultRetryPlan } from '../../src/bybit-api/retry-schedule'

const aPlan = fc.record({
  attemptsMax: fc.integer({ min: 1, max: 20 }),
  firstMs: fc.integer({ min: 1, max: 10_000 }),
  longestMs: fc.integer({ min: 1, max: 600_000 }),
})
const aSeed = fc.maxSafeNat()
const anAttempt = fc.integer({ min: 1, max: 1_000 })

describe('the waits between tries', () => {
  test('depend on nothing but plan, seed, call and try', () => {
    fc.assert(
      fc.property(aPlan, aSeed, aSeed, anAttempt, (plan, seed, call, attempt) => {
        const waited = backoffMs(plan, seed, call, attempt)
        expect(backoffMs({ ...plan }, seed, call, attempt)).toBe(waited)
      }),
      { seed: 71, numRuns: 500 },
    )
  })

  test('are integers from half of the doubled wait to all of it, and never beyond the cap', () => {
    fc.assert(
      fc.property(aPlan, aSeed, aSeed, anAttempt, (plan, seed, call, attempt) => {
        const waited = backoffMs(plan, seed, call, attempt)
        const whole = Math.min(plan.firstMs * 2 ** Math.min(attempt - 1, 40), plan.longestMs)
        expect(Number.isSafeInteger(waited)).toBe(true)
        expect(waited).toBeGreaterThanOrEqual(Math.floor(whole / 2))
        expect(waited).toBeLessThanOrEqual(whole)
      }),
      { seed: 72, numRuns: 2_000 },
    )
  })

  test('are spread out: by seed, by call and by try', () => {
    const thousand = Array.from({ length: 1_000 }, (_, i) => i)
    const plan = { ...defaultRetryPlan, firstMs: 200_000, longestMs: 200_000 }
    for (const waits of [
      thousand.map((i) => backoffMs(plan, i, 0, 1)),
      thousand.map((i) => backoffMs(plan, i * 0x1_0000_0000, 0, 1)),
      thousand.map((i) => backoffMs(plan, 0, i, 1)),
      thousand.map((i) => backoffMs(plan, 0, 0, i + 1)),
    ]) {
      expect(new Set(waits).size).toBeGreaterThan(950)
      const mean = waits.reduce((sum, ms) => sum + ms, 0) / waits.length
      expect(Math.abs(mean - 150_000)).toBeLessThan(5_000)
    }
  })

  test('are these for seed 1, and stay so', () => {
    const waits = [1, 2, 3, 4, 5, 6].map((attempt) => backoffMs(defaultRetryPlan, 1, 0, attempt))
    expect(waits).toStrictEqual([162, 306, 532, 1_349, 2_062, 4_496])
  })
})
