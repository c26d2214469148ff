import fc from 'fast-check'

import { exp2Of, log2Of, logOne, powerOne } from '../../src'

const anyWhole = fc.oneof(
  fc.integer({ min: 1, max: 1_000 }),
  fc.maxSafeNat().map((n) => Math.max(n, 1)),
  fc
    .tuple(fc.integer({ min: 1, max: 52 }), fc.integer({ min: -1, max: 1 }))
    .map(([bits, off]) => Math.max(Math.pow(2, bits) + off, 1)),
)

describe('a logarithm in integers', () => {
  it('is that of the reals, to within 2^-18', () => {
    fc.assert(
      fc.property(anyWhole, (n) => {
        const log = log2Of(n)
        expect(Number.isSafeInteger(log)).toBe(true)
        expect(Math.abs(log / logOne - Math.log2(n))).toBeLessThan(Math.pow(2, -18))
      }),
      { seed: 321, numRuns: 5_000 },
    )
    expect(log2Of(1)).toBe(0)
    expect(log2Of(2)).toBe(logOne)
    expect(log2Of(Math.pow(2, 52))).toBe(52 * logOne)
  })

  it('never falls where the number grows', () => {
    fc.assert(
      fc.property(anyWhole, anyWhole, (a, b) => {
        expect(log2Of(Math.max(a, b))).toBeGreaterThanOrEqual(log2Of(Math.min(a, b)))
      }),
      { seed: 322, numRuns: 3_000 },
    )
    for (let n = 1; n < 20_000; n++) expect(log2Of(n + 1) >= log2Of(n)).toBe(true)
  })
})

describe('a power of 2 in integers', () => {
  const anyPower = fc.integer({ min: -25 * logOne, max: 27 * logOne - 1 })

  it('is that of the reals, to within a millionth of itself and a unit', () => {
    fc.assert(
      fc.property(anyPower, (power) => {
        const exact = Math.pow(2, power / logOne) * powerOne
        const value = exp2Of(power)
        expect(Number.isSafeInteger(value)).toBe(true)
        expect(Math.abs(value - exact)).toBeLessThan(exact / 1_000_000 + 1)
      }),
      { seed: 323, numRuns: 5_000 },
    )
    for (let whole = -25; whole < 27; whole++)
      expect(exp2Of(whole * logOne)).toBe(Math.pow(2, whole + 25))
  })

  it('never falls where the power grows', () => {
    fc.assert(
      fc.property(anyPower, fc.oneof(fc.nat(100), fc.nat(logOne)), (power, more) => {
        expect(exp2Of(power + more)).toBeGreaterThanOrEqual(exp2Of(power))
      }),
      { seed: 324, numRuns: 5_000 },
    )
    for (let power = -100; power < 100; power++)
      expect(exp2Of(power + 1) >= exp2Of(power)).toBe(true)
  })

  it('is none far below one, and held far above', () => {
    expect(exp2Of(-25 * logOne - 1)).toBe(0)
    expect(exp2Of(-Number.MAX_SAFE_INTEGER)).toBe(0)
    expect(exp2Of(27 * logOne)).toBe(exp2Of(27 * logOne - 1))
    expect(exp2Of(Number.MAX_SAFE_INTEGER)).toBeLessThan(Math.pow(2, 52))
  })
})
