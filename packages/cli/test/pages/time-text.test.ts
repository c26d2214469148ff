import { instantText, sessionText, timeTicks, utcText } from '../../web/text/time-text'

const startAt = 1_761_597_377_000_000

describe('time since the start', () => {
  it.each([
    [0, '+0.000 s'],
    [12_345_678, '+12.346 s'],
    [-500_000, '-0.500 s'],
    [-1, '+0.000 s'],
    [119_999_499, '+119.999 s'],
    [119_999_500, '+0:02:00.000'],
    [3_725_100_000, '+1:02:05.100'],
    [90_000_000_000, '+25:00:00.000'],
  ])('of %d us is %s', (us, text) => {
    expect(sessionText(us)).toBe(text)
  })
})

describe('an instant', () => {
  it('is UTC with its day, cut to the millisecond, whatever zone the machine is in', () => {
    expect(utcText(startAt + 22_003_677)).toBe('2025-10-27 20:36:39.003')
    expect(instantText(startAt, startAt, 'utc')).toBe('2025-10-27 20:36:17.000 UTC')
  })

  it('that no calendar has is told as its number', () => {
    expect(utcText(9_000_000_000_000_000_000)).toBe('9000000000000000000')
  })
})

describe('the marks of a time axis', () => {
  const textsOf = (from: number, to: number, most: number, mode: 'session' | 'utc') =>
    timeTicks({ from, to, most, startAt, mode }).map(({ text }) => text)

  it('stand at round lengths since the start', () => {
    expect(textsOf(0, 27_000_000, 6, 'session')).toStrictEqual([
      '0 s',
      '+5 s',
      '+10 s',
      '+15 s',
      '+20 s',
      '+25 s',
    ])
    expect(textsOf(22_000_000, 22_400_000, 5, 'session')).toStrictEqual([
      '+22.0 s',
      '+22.1 s',
      '+22.2 s',
      '+22.3 s',
      '+22.4 s',
    ])
    expect(textsOf(0, 240_000_000, 5, 'session')).toStrictEqual([
      '0',
      '+1:00',
      '+2:00',
      '+3:00',
      '+4:00',
    ])
    expect(textsOf(0, 14_400_000_000, 3, 'session')).toStrictEqual(['0', '+2:00:00', '+4:00:00'])
  })

  it('stand at round instants in UTC, and name the day where one begins', () => {
    expect(textsOf(0, 27_000_000, 6, 'utc')).toStrictEqual([
      '20:36:20',
      '20:36:25',
      '20:36:30',
      '20:36:35',
      '20:36:40',
    ])
    expect(textsOf(0, 14_400_000_000, 5, 'utc')).toStrictEqual(['21:00', '22:00', '23:00', '10-28'])
    expect(textsOf(3_003_000, 3_003_900, 3, 'utc')).toStrictEqual([
      '20:36:20.0030',
      '20:36:20.0035',
    ])
  })

  it('are never more than there is room for, from a microsecond to years', () => {
    for (let span = 1; span < 3e14; span *= 3)
      for (const mode of ['session', 'utc'] as const)
        for (const most of [1, 4, 12]) {
          const ticks = timeTicks({ from: 17, to: 17 + span, most, startAt, mode })
          expect(ticks.length).toBeLessThanOrEqual(most + 1)
          expect(ticks.every(({ at }) => at >= 17 && at <= 17 + span)).toBe(true)
          // at noon of one day and of the next, with a day's name in between
          if (mode === 'utc' && span > 40_000_000_000) continue
          expect(new Set(ticks.map(({ text }) => text)).size).toBe(ticks.length)
        }
  })
})
