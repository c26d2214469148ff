import fc from 'fast-check'

import { decimalsOf, formatDecimal, parseDecimal } from '../../src'

const value = fc.maxSafeInteger()
const scale = fc.integer({ min: 0, max: 15 })

describe('decimals', () => {
  it('come back from their text as they were', () => {
    fc.assert(
      fc.property(value, scale, (n, s) => {
        expect(parseDecimal(formatDecimal(n, s), s)).toBe(n)
      }),
      { seed: 21, numRuns: 2_000 },
    )
  })

  it('have one text per value: what is read and written again at its scale is the same', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^-?(0|[1-9][0-9]{0,8})\.[0-9]{1,6}$/), (text) => {
        const decimals = text.length - text.indexOf('.') - 1
        const n = parseDecimal(text, decimals)
        const isNegativeZero = n === 0 && text.startsWith('-')
        expect(formatDecimal(n as number, decimals)).toBe(isNegativeZero ? text.slice(1) : text)
      }),
      { seed: 22, numRuns: 2_000 },
    )
  })

  it('need exactly the scale that decimalsOf says', () => {
    fc.assert(
      fc.property(value, scale, (n, s) => {
        const text = formatDecimal(n, s)
        const needed = decimalsOf(text)
        expect(typeof parseDecimal(text, needed)).toBe('number')
        if (needed > 0) expect(parseDecimal(text, needed - 1)).toBe('too fine')
      }),
      { seed: 23, numRuns: 2_000 },
    )
  })

  it('never come from anything that is not a number', () => {
    fc.assert(
      fc.property(fc.string(), scale, (text, s) => {
        const read = parseDecimal(text, s)
        if (typeof read === 'number') expect(Number.isSafeInteger(read)).toBe(true)
        else expect(['not a plain decimal', 'too fine', 'too large']).toContain(read)
      }),
      { seed: 24, numRuns: 2_000 },
    )
  })
})
