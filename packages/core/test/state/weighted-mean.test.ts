import { InvariantViolated, halfLifeFillsMax, keptOf, weighed, weightedMeanOf } from '../../src'

const meanAfter = (halfLifeFills: number, ...figures: ReadonlyArray<number>) => {
  const mean = { sumBps: 0, weight: 0 }
  for (const bps of figures) weighed(mean, bps, keptOf(halfLifeFills))
  return { ...mean, mean: weightedMeanOf(mean) }
}

describe('what a weight keeps', () => {
  it.each([
    // 1e9 times the hth root of one half, rounded down
    [1, 500_000_000],
    [2, 707_106_781],
    [3, 793_700_525],
    [20, 965_936_328],
    [1_000, 999_307_092],
  ])('with a half-life of %d fills is %d billionths', (halfLifeFills, kept) => {
    expect(keptOf(halfLifeFills)).toBe(kept)
  })

  it.each([0, -1, halfLifeFillsMax + 1, Number.MAX_SAFE_INTEGER])(
    'is not asked for a half-life of %d fills',
    (halfLifeFills) => {
      expect(() => keptOf(halfLifeFills)).toThrow(InvariantViolated)
    },
  )
})

describe('a weighted mean', () => {
  it('of one figure is that figure', () => {
    expect(meanAfter(20, -360_656)).toStrictEqual({
      sumBps: -360_656,
      weight: 1_000_000_000,
      mean: -360_656,
    })
  })

  it('halves a weight with every half-life', () => {
    // (6 / 4 + 2 / 2 + 8) / (1 / 4 + 1 / 2 + 1) = 10.5 / 1.75
    expect(meanAfter(1, 6, 2, 8)).toStrictEqual({ sumBps: 11, weight: 1_750_000_000, mean: 6 })
    expect(meanAfter(1, 6e6, 2e6, 8e6)).toMatchObject({ sumBps: 10_500_000, mean: 6_000_000 })
    // a weight of one half, then one of 0.7071, then one: 4 / 2.207107
    expect(meanAfter(2, 8e6, 0, 0)).toMatchObject({ mean: 1_812_327 })
  })

  it('rounds halves away from zero', () => {
    expect(meanAfter(1, 1, 0)).toMatchObject({ sumBps: 1, weight: 1_500_000_000, mean: 1 })
    expect(meanAfter(1, -1, 0)).toMatchObject({ sumBps: -1, mean: -1 })
  })
})
