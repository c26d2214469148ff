import { decimalsOf, formatDecimal, parseDecimal, pow10, shortDecimal } from '../../src'

describe('parseDecimal', () => {
  it.each([
    ['61000.5', 2, 6_100_050],
    ['61000.50', 2, 6_100_050],
    ['61000', 2, 6_100_000],
    ['0', 0, 0],
    ['-0', 0, 0],
    ['-0.00', 2, 0],
    ['-0.05', 2, -5],
    ['0.000000000001', 12, 1],
    ['1.500000', 1, 15],
    ['9007199254740991', 0, Number.MAX_SAFE_INTEGER],
    ['-9007199254740991', 0, -Number.MAX_SAFE_INTEGER],
    ['90071992547409.91', 2, Number.MAX_SAFE_INTEGER],
  ])('reads %s at scale %d exactly as %d', (text, scale, value) => {
    expect(parseDecimal(text, scale)).toBe(value)
  })

  it.each([
    '',
    ' ',
    ' 1',
    '1 ',
    '1\n',
    '+1',
    '--1',
    '-',
    '.5',
    '5.',
    '1.2.3',
    '1,000',
    '1_000',
    '01',
    '00',
    '-01.5',
    '1e5',
    '1E5',
    '1e-5',
    '0x10',
    'NaN',
    'Infinity',
    '-Infinity',
    'null',
    '１',
  ])('refuses %j: it is not a plain decimal', (text) => {
    expect(parseDecimal(text, 2)).toBe('not a plain decimal')
  })

  it.each([
    ['0.001', 2],
    ['61000.501', 2],
    ['1.5', 0],
    ['-0.0000001', 6],
  ])('refuses %s at scale %d: a digit would be lost', (text, scale) => {
    expect(parseDecimal(text, scale)).toBe('too fine')
  })

  it.each([
    ['9007199254740992', 0],
    ['9007199254740993', 0],
    ['-9007199254740992', 0],
    ['90071992547409.92', 2],
    ['1', 16],
    ['9'.repeat(400), 0],
  ])('refuses %s at scale %d: it is beyond exact arithmetic', (text, scale) => {
    expect(parseDecimal(text, scale)).toBe('too large')
  })

  it('never gives a negative zero', () => {
    expect(Object.is(parseDecimal('-0.000', 3), 0)).toBe(true)
  })
})

describe('formatDecimal', () => {
  it.each([
    [6_100_050, 2, '61000.50'],
    [5, 2, '0.05'],
    [-5, 2, '-0.05'],
    [0, 0, '0'],
    [0, 3, '0.000'],
    [-12, 0, '-12'],
    [1, 12, '0.000000000001'],
    [Number.MAX_SAFE_INTEGER, 12, '9007.199254740991'],
    [-Number.MAX_SAFE_INTEGER, 0, '-9007199254740991'],
    [1, 24, '0.000000000000000000000001'],
  ])('writes %d at scale %d as %s', (value, scale, text) => {
    expect(formatDecimal(value, scale)).toBe(text)
  })
})

describe('shortDecimal', () => {
  it.each([
    ['20.0000', '20'],
    ['2.5000', '2.5'],
    ['-0.0100', '-0.01'],
    ['0.00', '0'],
    ['100', '100'],
  ])('shortens %s to %s', (text, short) => {
    expect(shortDecimal(text)).toBe(short)
  })
})

describe('decimalsOf', () => {
  it.each([
    ['5', 0],
    ['100', 0],
    ['0.250', 2],
    ['0.000', 0],
    ['1.05', 2],
    ['0.0000001', 7],
  ])('counts in %s %d decimals that matter', (text, decimals) => {
    expect(decimalsOf(text)).toBe(decimals)
  })
})

describe('pow10', () => {
  it('covers every scale: an amount has that of its price and its quantity', () => {
    for (let n = 0; n <= 24; n++) expect(pow10[n]).toBe(Number(`1e${String(n)}`))
  })
})
