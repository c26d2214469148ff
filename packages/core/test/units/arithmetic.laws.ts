import fc from 'fast-check'

import { divideRounded, mulDiv, mulDivHeld, mulDivRounded, squareRoot } from '../../src'

const max = BigInt(Number.MAX_SAFE_INTEGER)
const any = fc.maxSafeInteger()
const positive = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER })

/** a / b to the nearest, halves away from zero, without any limit of size. */
const nearest = (a: bigint, b: bigint): bigint => {
  const magnitude = ((a < 0n ? -a : a) * 2n + b) / (b * 2n)
  return a < 0n ? -magnitude : magnitude
}

const isSafe = (n: bigint): boolean => n <= max && n >= -max

/** Whether 2ab/c, which the rounding goes through, still fits. */
const hasRoom = (n: bigint): boolean => isSafe(n * 2n)

describe('arithmetic', () => {
  it('agrees with bigint on a * b / c wherever the result fits, and stops elsewhere', () => {
    fc.assert(
      fc.property(any, any, positive, (a, b, c) => {
        const exact = (BigInt(a) * BigInt(b)) / BigInt(c)
        if (isSafe(exact)) expect(BigInt(mulDiv(a, b, c))).toBe(exact)
        else expect(() => mulDiv(a, b, c)).toThrow('beyond exact arithmetic')
      }),
      { seed: 31, numRuns: 3_000 },
    )
  })

  it('has the root of a square, and of anything up to the next one', () => {
    const largest = 94_906_265
    const root = fc.oneof(fc.nat(largest), fc.constantFrom(0, 1, 2, largest))
    fc.assert(
      fc.property(root, fc.nat(), (n, above) => {
        const room = n === largest ? Number.MAX_SAFE_INTEGER - n * n : 2 * n
        expect(squareRoot(n * n)).toBe(n)
        expect(squareRoot(n * n + (above % (room + 1)))).toBe(n)
        expect(squareRoot(n * n + room)).toBe(n)
      }),
      { seed: 33, numRuns: 3_000 },
    )
  })

  it('agrees with bigint on roundings', () => {
    fc.assert(
      fc.property(any, fc.integer({ min: -10_000_000, max: 10_000_000 }), positive, (a, b, c) => {
        expect(BigInt(divideRounded(a, c))).toBe(nearest(BigInt(a), BigInt(c)))
        const exact = (BigInt(a) * BigInt(b)) / BigInt(c)
        if (hasRoom(exact))
          expect(BigInt(mulDivRounded(a, b, c))).toBe(nearest(BigInt(a) * BigInt(b), BigInt(c)))
      }),
      { seed: 32, numRuns: 3_000 },
    )
  })

  it('agrees with bigint on what is held at the largest safe integer', () => {
    let held = 0
    fc.assert(
      fc.property(any, any, positive, (a, b, c) => {
        const exact = nearest(BigInt(a) * BigInt(b), BigInt(c))
        if (!isSafe(exact)) held += 1
        const value = isSafe(exact) ? exact : exact < 0n ? -max : max
        expect(BigInt(mulDivHeld(a, b, c))).toBe(value)
      }),
      { seed: 33, numRuns: 3_000 },
    )
    expect(held).toBeGreaterThan(100)
  })
})
