import fc from 'fast-check'

import { normalOf } from '../../src'

const half = 0x8000_0000
const anyHalf = fc.integer({ min: 0, max: half - 1 })
const shareOf = (share: number): number => Math.floor((share - 0.5) * half * 2)

describe('a normal deviate', () => {
  it('is as far on one side of the mean as on the other', () => {
    fc.assert(
      fc.property(anyHalf, (drawn) => {
        expect(normalOf(drawn + half) + normalOf(drawn)).toBe(0)
        expect(normalOf(drawn)).toBeGreaterThanOrEqual(0)
      }),
      { seed: 331, numRuns: 3_000 },
    )
  })

  it('never falls where the draw of its half grows, and is never beyond 3.65', () => {
    fc.assert(
      fc.property(anyHalf, fc.oneof(fc.nat(1_000), anyHalf), (drawn, more) => {
        const further = Math.min(drawn + more, half - 1)
        expect(normalOf(further)).toBeGreaterThanOrEqual(normalOf(drawn))
        expect(normalOf(further)).toBeLessThanOrEqual(3_650_000)
      }),
      { seed: 332, numRuns: 3_000 },
    )
    expect(normalOf(half - 1)).toBeGreaterThan(3_640_000)
    expect(normalOf(0)).toBe(0)
  })

  it('has the mean 0 and the variance 1 over all draws', () => {
    const n = 1 << 18
    let [sum, squares] = [0, 0]
    for (let i = 0; i < n; i++) {
      const deviate = normalOf(((2 * i + 1) * half) / n) / 1_000_000
      sum += deviate
      squares += deviate * deviate
    }
    expect(Math.abs(sum / n)).toBeLessThan(0.000_01)
    expect(Math.abs(squares / n - 1)).toBeLessThan(0.01)
  })

  it.each([
    [0.6, 0.253_347],
    [0.75, 0.674_49],
    [0.841_345, 1],
    [0.9, 1.281_552],
    [0.95, 1.644_854],
    [0.975, 1.959_964],
    [0.99, 2.326_348],
  ])('has at a share of %s the quantile %s', (share, quantile) => {
    expect(Math.abs(normalOf(shareOf(share)) / 1_000_000 - quantile)).toBeLessThan(0.001)
  })
})
