import { clipped, clippedAround, printable } from '../../src/reports/printable'
import { bytesText, grouped, quantity } from '../../src/reports/quantity-text'

describe('printable', () => {
  it('writes what could move a cursor or turn a line around as an escape', () => {
    expect(printable('a\x1b[31mred\x07\u009b\u202eb')).toBe('a\\u001b[31mred\\u0007\\u009b\\u202eb')
    expect(printable('Überfällig €5 中')).toBe('Überfällig €5 中')
  })
})

describe('clipped', () => {
  it('marks what is missing at the end', () => {
    expect([clipped('abcdef', 6), clipped('abcdef', 4)]).toStrictEqual(['abcdef', 'abc…'])
  })

  it('keeps the place that matters in sight, and no more than the width', () => {
    const text = 'a'.repeat(50) + 'X' + 'b'.repeat(50)
    for (const [at, width] of [
      [50, 20],
      [0, 20],
      [100, 20],
    ] as const) {
      const shown = clippedAround(text, at, width)
      expect(shown.length).toBeLessThanOrEqual(width)
      expect(shown).toContain(text.slice(at, at + 1))
    }
    expect(clippedAround(text, 50, 20)).toContain('aXb')
    expect(clippedAround('short', 3, 20)).toBe('short')
  })
})

describe('quantities', () => {
  it.each([
    [0, '0 lines'],
    [1, '1 line'],
    [999, '999 lines'],
    [1_000, '1,000 lines'],
    [1_234_567, '1,234,567 lines'],
  ])('%i is %s', (n, text) => {
    expect(quantity(n, 'line')).toBe(text)
  })

  it('are grouped by thousands, and bytes take the unit that fits', () => {
    expect(grouped(902_406)).toBe('902,406')
    expect([bytesText(0), bytesText(999), bytesText(1_000), bytesText(16_700_000)]).toStrictEqual([
      ...['0 B', '999 B', '1.0 kB', '16.7 MB'],
    ])
  })
})
