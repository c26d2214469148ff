import { isMasked, mask } from '../../src/redaction/mask'

describe('mask', () => {
  it.each([
    ['', '***'],
    ['a', '***'],
    ['abcdef', '***'],
    ['abcdefg', 'abc...***'],
    ['CFEJUGQEQPPHGOHGHM', 'CFE...***'],
    ['-----BEGIN PRIVATE KEY-----\nMIIE', '---...***'],
  ])('shows %j as %j', (value, shown) => {
    expect(mask(value)).toBe(shown)
  })

  it.each(['a"bcdefgh', 'ab\\cdefgh', 'a\nbcdefgh', '\u001b[31mabc', '%2Fabcdefg', 'ä€bcdefgh'])(
    'shows nothing of %j, whose head could end or change what it stands in',
    (value) => {
      expect(mask(value)).toBe('***')
    },
  )

  it.each(['abcdef', 'abcdefg', 'x'.repeat(40)])('masks %j no further', (value) => {
    expect(isMasked(mask(value))).toBe(true)
    expect(isMasked(value)).toBe(false)
    expect(mask('abc...***')).toBe('abc...***')
  })
})
