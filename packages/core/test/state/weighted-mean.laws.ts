import fc from 'fast-check'

import { halfLifeFillsMax, keptOf, weighed, weightedMeanOf } from '../../src'

const abs = (n: bigint): bigint => (n < 0n ? -n : n)
const billion = 1_000_000_000n

describe('a weighted mean', () => {
  it('keeps the largest share whose power over a half-life is at most one half', () => {
    for (let halfLife = 1; halfLife <= halfLifeFillsMax; halfLife += halfLife < 30 ? 1 : 97) {
      const [kept, power] = [BigInt(keptOf(halfLife)), BigInt(halfLife)]
      expect(2n * kept ** power <= billion ** power).toBe(true)
      expect(2n * (kept + 1n) ** power > billion ** power).toBe(true)
    }
  })

  it('is off the exact one by a unit and half a billionth of it at the most', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.oneof(
          fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 60 }),
          fc.array(fc.integer({ min: -1e12, max: 1e12 }), { minLength: 1, maxLength: 60 }),
        ),
        (halfLife, figures) => {
          const kept = keptOf(halfLife)
          const mean = { sumBps: 0, weight: 0 }
          for (const bps of figures) weighed(mean, bps, kept)
          let [sum, weights, weight] = [0n, 0n, billion ** BigInt(figures.length)]
          for (const bps of figures.toReversed()) {
            sum += weight * BigInt(bps)
            weights += weight
            weight = (weight * BigInt(kept)) / billion
          }
          const off = abs(BigInt(weightedMeanOf(mean)) * weights - sum)
          // off / weights <= 1 + |sum / weights| / 2e9
          expect(off * 2n * billion <= weights * 2n * billion + abs(sum)).toBe(true)
        },
      ),
      { seed: 154, numRuns: 1_000 },
    )
  })
})
