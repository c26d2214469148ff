import { typedPlace } from '../../web/viewer/scrubber/typed-place'

const startAt = Date.parse('2025-10-27T20:36:17.250Z') * 1_000
const bounds = { startAt, lastAt: startAt + 6 * 3_600_000_000 }

describe('what a person types to go to', () => {
  it.each([
    ['4029', { seq: 4_029 }],
    [' #4029 ', { seq: 4_029 }],
    ['line 4029', { seq: 4_029 }],
    ['+12.5s', { at: startAt + 12_500_000 }],
    ['+12.5', { at: startAt + 12_500_000 }],
    ['12.5 s', { at: startAt + 12_500_000 }],
    ['+250ms', { at: startAt + 250_000 }],
    ['+7us', { at: startAt + 7 }],
    ['+2m', { at: startAt + 120_000_000 }],
    ['+0:02:05.1', { at: startAt + 125_100_000 }],
    ['+2:05', { at: startAt + 125_000_000 }],
    ['2025-10-27T20:36:18Z', { at: startAt + 750_000 }],
    ['2025-10-27 20:36:18.000001', { at: startAt + 750_001 }],
    ['20:37', { at: startAt + 42_750_000 }],
    ['20:36:18.5 UTC', { at: startAt + 1_250_000 }],
    [String(startAt + 9), { at: startAt + 9 }],
  ])('%p', (text, target) => {
    expect(typedPlace(text, bounds)).toStrictEqual(target)
  })

  it('is of the day that the session is in at such a time', () => {
    const midnight = Date.parse('2025-10-28T00:10:00Z') * 1_000
    expect(typedPlace('00:10', { startAt, lastAt: midnight + 1 })).toStrictEqual({ at: midnight })
  })

  it.each(['', 'soon', '+', '12:3', '-5', '+1:2:3:4', '99:99', '1e9', '0x10', '4029a'])(
    'is not understood: %p',
    (text) => {
      expect(typedPlace(text, bounds)).toBeNull()
    },
  )
})
