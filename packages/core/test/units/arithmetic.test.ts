import {
  InvariantViolated,
  divideRounded,
  heldSum,
  mulDiv,
  mulDivHeld,
  mulDivRounded,
  mulDivUp,
  product,
  saturatingProduct,
  shareBps,
  sum,
  usdAtBps,
} from '../../src'

const max = Number.MAX_SAFE_INTEGER

describe('product and sum', () => {
  it('are exact up to the largest safe integer', () => {
    expect(product(94_906_265, 94_906_265)).toBe(9_007_199_136_250_225)
    expect(sum(max - 1, 1)).toBe(max)
    expect(sum(-max, 1)).toBe(1 - max)
  })

  it.each([
    () => product(94_906_266, 94_906_267),
    () => product(-max, 2),
    () => sum(max, 1),
    () => sum(-max, -1),
  ])('stop where they would be inexact: %s', (overflow) => {
    expect(overflow).toThrow(InvariantViolated)
  })
})

describe('saturatingProduct', () => {
  it('holds at the largest safe integer', () => {
    expect(saturatingProduct(3, 4)).toBe(12)
    expect(saturatingProduct(max, 1)).toBe(max)
    expect(saturatingProduct(max, 2)).toBe(max)
    expect(saturatingProduct(1e15, 1e15)).toBe(max)
  })
})

describe('mulDiv', () => {
  it.each([
    [7, 3, 2, 10],
    [-7, 3, 2, -10],
    [7, -3, 2, -10],
    [max, max, max, max],
    [max, 10, 10, max],
    [-max, 3, 4, -6_755_399_441_055_743],
  ])('gives %d times %d by %d as %d, cut toward zero', (a, b, c, value) => {
    expect(mulDiv(a, b, c)).toBe(value)
  })

  it('stops where the result does not fit', () => {
    expect(() => mulDiv(max, 3, 2)).toThrow(InvariantViolated)
  })
})

describe('mulDivUp', () => {
  it.each([
    [7, 3, 2, 11],
    [6, 1, 2, 3],
    [0, 5, 2, 0],
    [max, 10, 10, max],
    [max, 10, 100, 900_719_925_474_100],
    [max, 3, 2, max],
  ])('gives %d times %d by %d as %d, rounded up and held', (a, b, c, value) => {
    expect(mulDivUp(a, b, c)).toBe(value)
  })
})

describe('divideRounded and mulDivRounded', () => {
  it.each([
    [5, 2, 3],
    [-5, 2, -3],
    [4, 3, 1],
    [-4, 3, -1],
    [1, 3, 0],
    [max, 2, 4_503_599_627_370_496],
  ])('round %d by %d to %d, halves away from zero', (a, b, value) => {
    expect(divideRounded(a, b)).toBe(value)
    expect(mulDivRounded(a, 1, b)).toBe(value)
  })

  it('never give a negative zero', () => {
    expect(Object.is(divideRounded(-1, 3), 0)).toBe(true)
    expect(Object.is(mulDivRounded(-1, 1, 3), 0)).toBe(true)
  })
})

describe('heldSum and mulDivHeld', () => {
  it.each([
    [1, 2, 3],
    [max, -1, max - 1],
    [max, 1, max],
    [-max, -max, -max],
  ])('add %d and %d to %d', (a, b, value) => {
    expect(heldSum(a, b)).toBe(value)
  })

  it.each([
    [5, 1, 2, 3],
    [-5, 1, 2, -3],
    [4, -1, 3, -1],
    [max, 3, 3, max],
    [max, 1, 2, 4_503_599_627_370_496],
    [max, 2, 1, max],
    [-max, max, 7, -max],
    [max - 1, 3, max, 3],
    [max, 0, 7, 0],
  ])('give %d times %d by %d as %d', (a, b, c, value) => {
    expect(mulDivHeld(a, b, c)).toBe(value)
  })
})

describe('shares in basis points', () => {
  it.each([
    [1, 10_000, 1_000_000],
    [-122, 610_000, -2_000_000],
    [1, 3, 3_333_333_333],
    [0, 7, 0],
    [max, 1, max],
  ])('%d of %d are %d millionths of one', (part, whole, bps) => {
    expect(shareBps(part, whole)).toBe(bps)
  })

  it('are so many dollars of a notional', () => {
    expect(usdAtBps(610_000_000, 2_000_000)).toBe(122_000)
    expect(usdAtBps(610_000_000, -8)).toBe(0)
    expect(usdAtBps(625_000_000, -8)).toBe(-1)
    expect(usdAtBps(max, max)).toBe(max)
  })
})
