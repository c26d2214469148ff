import fc from 'fast-check'
import { formatDecimal, parseDecimal } from '@shadowtape/core'

import {
  decimalFault,
  decimalOfBytes,
  timeOfBytes,
  withoutExponent,
} from '../../src/archives/exact-decimal'

const read = (text: string, scale: number): number => {
  const bytes = Buffer.from(`,${text},`)
  return decimalOfBytes(bytes, 1, bytes.length - 1, scale)
}
const time = (text: string, scale: number): number => {
  const bytes = Buffer.from(text)
  return timeOfBytes(bytes, 0, bytes.length, scale)
}
const faults: Readonly<Record<string, number>> = {
  'not a plain decimal': decimalFault.notDecimal,
  'too fine': decimalFault.tooFine,
  'too large': decimalFault.tooLarge,
}
const digits = fc.string({ unit: fc.nat(9).map(String), maxLength: 18 })
const text = fc.oneof(
  fc.tuple(digits, digits).map(([whole, fraction]) => `${whole}.${fraction}`),
  digits,
  fc.string({ unit: fc.constantFrom('0', '1', '.', 'e', '-', '+', ' ', 'x'), maxLength: 8 }),
)
const scale = fc.integer({ min: 0, max: 12 })

describe('a decimal of an archive', () => {
  it('without an exponent is what the plain decimals of core are, none below 0', () => {
    fc.assert(
      fc.property(text, scale, (decimal, at) => {
        fc.pre(!/[eE]/.test(decimal) && !decimal.startsWith('-'))
        const value = parseDecimal(decimal, at)
        expect(read(decimal, at)).toBe(typeof value === 'string' ? faults[value] : value)
      }),
      { seed: 3, numRuns: 5000 },
    )
  })

  it('with an exponent is the same number written without one', () => {
    const shift = fc.integer({ min: -12, max: 12 })
    fc.assert(
      fc.property(fc.nat(10 ** 9), shift, scale, fc.boolean(), (units, exponent, at, isPadded) => {
        const mantissa = formatDecimal(units, 3)
        const sign = exponent < 0 ? '-' : '+'
        const size = `${Math.abs(exponent)}`.padStart(isPadded ? 2 : 1, '0')
        const plain =
          exponent < 0
            ? formatDecimal(units, 3 - exponent)
            : (BigInt(units) * 10n ** BigInt(exponent)) % 1000n === 0n
              ? `${(BigInt(units) * 10n ** BigInt(exponent)) / 1000n}`
              : formatDecimal(units * 10 ** exponent, 3)
        expect(read(`${mantissa}e${sign}${size}`, at)).toBe(read(plain, at))
      }),
      { seed: 4, numRuns: 5000 },
    )
  })

  it.each([
    ['1e-05', '0.00001'],
    ['1.5E+3', '1500'],
    ['1.25e1', '12.5'],
    ['0e5', '0'],
    ['12.5e-1', '1.25'],
    ['0.5e1', '5'],
    ['1e', null],
    ['e5', null],
    ['-1e5', null],
    ['01e5', null],
    ['1e5.5', null],
    ['1e0000', null],
    ['1', null],
  ])('%s is %s', (exponent, plain) => {
    expect(withoutExponent(exponent)).toBe(plain)
  })
})

describe('a time of an archive', () => {
  it.each([
    ['1585180700.0647', 6, 1585180700_064700],
    ['1585180700.0646999999', 6, 1585180700_064699],
    ['1585180700', 6, 1585180700_000000],
    ['1.5851807e+09', 6, 1585180700_000000],
    ['1668038400226', 3, 1668038400_226000],
    ['1668038400226.5', 3, 1668038400_226500],
    ['1585699200245000', 0, 1585699200_245000],
    ['1585180700.', 6, decimalFault.notDecimal],
    ['9007199254740993', 0, decimalFault.tooLarge],
  ])('%s is cut to microseconds, and never a float', (written, at, us) => {
    expect(time(written, at)).toBe(us)
  })
})
