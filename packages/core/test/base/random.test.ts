import fc from 'fast-check'

import { draw, generatorName, happens, purposes } from '../../src'

const draws = (seed: number, purpose: (typeof purposes)[number], count: number) =>
  Array.from({ length: count }, (_, ordinal) => draw(seed, purpose, ordinal))

/** Pearson's statistic of how far counts are from equal. */
const chiSquared = (counts: ReadonlyArray<number>, expected: number): number =>
  counts.reduce((total, count) => total + ((count - expected) * (count - expected)) / expected, 0)

describe('draw', () => {
  it('gives these numbers for ever: a journal of any age replays with them', () => {
    expect(generatorName).toBe('murmur3-keyed/1')
    expect(draws(42, 'fill', 3)).toStrictEqual([2597477841, 2929235361, 1447489431])
    expect(draws(42, 'market', 3)).toStrictEqual([4042560810, 2216189823, 318469979])
    expect(draw(2 ** 40 + 1, 'fill', 2 ** 33)).toBe(3926810243)
  })

  it('gives integers from 0 to below 2^32', () => {
    for (const value of draws(1, 'reject', 10_000)) {
      expect(Number.isSafeInteger(value) && value >= 0 && value < 2 ** 32).toBe(true)
    }
  })

  it('depends on every bit of a safe seed and ordinal', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.integer({ min: 0, max: 52 }), (n, bit) => {
        const flag = 2 ** bit
        const flipped = Math.floor(n / flag) % 2 === 0 ? n + flag : n - flag
        expect(draw(flipped, 'fill', 1)).not.toBe(draw(n, 'fill', 1))
        expect(draw(1, 'fill', flipped)).not.toBe(draw(1, 'fill', n))
      }),
      { seed: 11, numRuns: 500 },
    )
  })

  it.each(purposes.flatMap((purpose) => [42, 2 ** 40].map((seed) => [purpose, seed] as const)))(
    'is uniform over 64 bins for %s with seed %d',
    (purpose, seed) => {
      const counts = new Array<number>(64).fill(0)
      for (const value of draws(seed, purpose, 16_000)) {
        const bin = Math.floor(value / 2 ** 26)
        counts[bin] = (counts[bin] ?? 0) + 1
      }
      // 63 degrees of freedom: 103.4 is passed once in a thousand
      expect(chiSquared(counts, 250)).toBeLessThan(103.4)
    },
  )

  it('keeps purposes independent: the joint halves of any two are equally likely', () => {
    for (const one of purposes)
      for (const other of purposes) {
        if (one === other) continue
        const counts = [0, 0, 0, 0]
        const [a, b] = [draws(5, one, 4_000), draws(5, other, 4_000)]
        for (const [i, value] of a.entries()) {
          const cell = (value >= 2 ** 31 ? 2 : 0) + ((b[i] ?? 0) >= 2 ** 31 ? 1 : 0)
          counts[cell] = (counts[cell] ?? 0) + 1
        }
        // 3 degrees of freedom: 16.3 is passed once in a thousand
        expect(chiSquared(counts, 1_000)).toBeLessThan(16.3)
      }
  })

  it('does not repeat itself from one ordinal to the next, nor from one seed to the next', () => {
    expect(new Set(draws(9, 'fill', 20_000)).size).toBeGreaterThan(19_990)
    const seeds = Array.from({ length: 20_000 }, (_, seed) => draw(seed, 'fill', 1))
    expect(new Set(seeds).size).toBeGreaterThan(19_990)
  })
})

describe('happens', () => {
  it('never happens at 0 and always at one million', () => {
    for (let ordinal = 0; ordinal < 1_000; ordinal++) {
      expect(happens(7, 'fill', ordinal, 0)).toBe(false)
      expect(happens(7, 'fill', ordinal, 1_000_000)).toBe(true)
    }
  })

  it.each([1_000, 50_000, 300_000, 700_000, 999_000])(
    'happens %d times in a million, within four standard deviations',
    (millionths) => {
      const count = 40_000
      let hits = 0
      for (let ordinal = 0; ordinal < count; ordinal++)
        if (happens(3, 'reject', ordinal, millionths)) hits += 1
      const p = millionths / 1_000_000
      expect(Math.abs(hits - count * p)).toBeLessThan(4 * Math.sqrt(count * p * (1 - p)))
    },
  )

  it('only ever adds: what happens at a probability happens at every higher one', () => {
    fc.assert(
      fc.property(
        fc.maxSafeNat(),
        fc.nat(),
        fc.integer({ min: 0, max: 1_000_000 }),
        fc.integer({ min: 0, max: 1_000_000 }),
        (seed, ordinal, a, b) => {
          const [low, high] = a < b ? [a, b] : [b, a]
          if (happens(seed, 'fill', ordinal, low))
            expect(happens(seed, 'fill', ordinal, high)).toBe(true)
        },
      ),
      { seed: 12, numRuns: 2_000 },
    )
  })
})
