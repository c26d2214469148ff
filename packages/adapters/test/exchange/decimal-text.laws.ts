import fc from 'fast-check'

import {
  compareDecimals,
  compareProduct,
  isMultipleOf,
  isPlainDecimal,
  isSignedDecimal,
} from '../../src/exchange/decimal-text'

/** An integer at a scale, and its text. */
const aDecimal = fc
  .tuple(fc.bigInt({ min: 0n, max: 10n ** 15n }), fc.integer({ min: 0, max: 12 }))
  .map(([units, scale]) => {
    const digits = units.toString().padStart(scale + 1, '0')
    const whole = digits.slice(0, digits.length - scale)
    return { units, scale, text: scale === 0 ? whole : `${whole}.${digits.slice(-scale)}` }
  })
const at30 = ({ units, scale }: { units: bigint; scale: number }) =>
  units * 10n ** BigInt(30 - scale)

describe('plain decimals', () => {
  test('are what they look like, and nothing else is', () => {
    for (const text of ['0', '0.1', '10', '61000.50', '0.000'])
      expect(isPlainDecimal(text)).toBe(true)
    for (const text of [
      ...['', '-1', '+1', '1e3', '1E3', '.5', '5.', '01', ' 1', '1 ', '1,5', '0x1', 'NaN'],
      ...['Infinity', '1_000', '１', '1\n', '9'.repeat(41), 1, null, undefined],
    ])
      expect(isPlainDecimal(text)).toBe(false)
    expect(['-1.5', '1.5', '0'].every(isSignedDecimal)).toBe(true)
    expect(['--1', '-', '+1', -1, ''].some(isSignedDecimal)).toBe(false)
  })

  test('compare as the numbers they are', () => {
    fc.assert(
      fc.property(aDecimal, aDecimal, (a, b) => {
        const wanted = at30(a) < at30(b) ? -1 : at30(a) > at30(b) ? 1 : 0
        expect(compareDecimals(a.text, b.text)).toBe(wanted)
      }),
      { seed: 81, numRuns: 500 },
    )
  })

  test('are multiples of a step exactly when nothing is left over', () => {
    fc.assert(
      fc.property(aDecimal, fc.bigInt({ min: 0n, max: 1_000n }), aDecimal, (step, times, more) => {
        const product = { units: step.units * times, scale: step.scale }
        const digits = product.units.toString().padStart(step.scale + 1, '0')
        const cut = digits.length - step.scale
        const text = step.scale === 0 ? digits : `${digits.slice(0, cut)}.${digits.slice(cut)}`
        expect(isMultipleOf(text, step.text)).toBe(true)
        const unit = at30(step)
        expect(isMultipleOf(more.text, step.text)).toBe(unit === 0n || at30(more) % unit === 0n)
      }),
      { seed: 82, numRuns: 300 },
    )
  })

  test('multiply exactly', () => {
    fc.assert(
      fc.property(aDecimal, aDecimal, aDecimal, (p, q, amount) => {
        const product = p.units * q.units * 10n ** BigInt(30 - p.scale - q.scale)
        const wanted = product < at30(amount) ? -1 : product > at30(amount) ? 1 : 0
        expect(compareProduct(p.text, q.text, amount.text)).toBe(wanted)
      }),
      { seed: 83, numRuns: 500 },
    )
    expect(compareProduct('0.1', '50', '5')).toBe(0)
    expect(compareProduct('0.1', '49.999', '5')).toBe(-1)
  })
})
