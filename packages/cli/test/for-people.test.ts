import { sparkline, timeOfDay, usdText } from '../src/reports/for-people'

describe('figures for people', () => {
  it.each([
    [1_234_565_000, 6, '$1,234.57'],
    [-4_999, 6, '$0.00'],
    [-5_000, 6, '-$0.01'],
    [12, 1, '$1.20'],
    [0, 6, '$0.00'],
  ])('shows %i at scale %i in dollars and cents', (units, scale, text) => {
    expect(usdText(units, scale)).toBe(text)
  })

  it('shows the time of day in UTC', () => {
    expect(timeOfDay(1_761_597_377_123_456, 'seconds')).toBe('20:36:17')
    expect(timeOfDay(1_761_597_377_123_456, 'milliseconds')).toBe('20:36:17.123')
  })

  it('draws values from 0 to the largest, and what is below 0 as 0', () => {
    expect(sparkline([-5, 0, 4, 8])).toBe('▁▁▅█')
  })
})
