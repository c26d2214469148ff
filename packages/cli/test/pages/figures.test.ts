import { filledForward, heldTo, joined } from '../../web/charts/joined'
import {
  less,
  numberText,
  shareText,
  signOf,
  signedUsd,
  total,
  usd,
  usdOfNumber,
} from '../../web/text/figures'
import { fragmentOf, instantIn } from '../../web/text/fragment'
import { levelOf } from '../../web/text/level-words'

describe('amounts', () => {
  it('are dollars and cents, halves away from zero, and stay as they are where they are none', () => {
    expect(['-2.511030', '0.005', '1234567.891', '-0.001', '0', 'much'].map(usd)).toStrictEqual([
      '-$2.51',
      '$0.01',
      '$1,234,567.89',
      '$0.00',
      '$0.00',
      'much',
    ])
    expect(['0.03', '-0.03', '0.000000'].map(signedUsd)).toStrictEqual([
      '+$0.03',
      '-$0.03',
      '$0.00',
    ])
    expect(usdOfNumber(-1_234.5)).toBe('-$1,234.50')
  })

  it('are added and taken apart exactly', () => {
    expect(less('0.1', '0.3')).toBe('-0.2')
    expect(less('-0.061740', '-0.092000')).toBe('0.030260')
    expect(less('1', 'x')).toBeNull()
    expect(total(['3.120000', '-4.022030', '-0.600000', '-1.009000', '0'])).toBe('-2.511030')
    expect(total(['1', 'x'])).toBeNull()
    expect(['-0.000001', '0.000', '2', 'x'].map(signOf)).toStrictEqual([-1, 0, 1, 0])
  })

  it('that are drawn are grouped, and never minus nothing', () => {
    expect(numberText(60_778.4, 2)).toBe('60,778.40')
    expect(numberText(-1_234_567, 0)).toBe('-1,234,567')
    expect(numberText(-0.001, 2)).toBe('0.00')
    expect(shareText(1, 3)).toBe('33.3 %')
    expect(shareText(3, 3)).toBe('100 %')
    expect(shareText(0, 0)).toBe('none')
  })
})

describe('a limit beside its values', () => {
  const text = (value: number): string => String(value)

  it('is drawn where it is near, and told in any case', () => {
    expect(levelOf('It', 100, [null, 10, -40], text)).toStrictEqual({
      ...{ isNear: true, says: 'It came to 40 at most, 40.0 % of the limit of 100.' },
    })
    expect(levelOf('It', 100, [], text).says).toBe(
      'It came to 0 at most, 0.0 % of the limit of 100, which is beyond the chart.',
    )
  })
})

describe('tracks of one chart', () => {
  it('share their instants, and have nothing where another one has a value', () => {
    const tracks = [
      { at: [1, 3], values: [10, null] },
      { at: [2, 3], values: [5, 6] },
    ]
    expect(joined(tracks)).toStrictEqual({
      at: [1, 2, 3],
      values: [
        [10, undefined, null],
        [undefined, 5, 6],
      ],
    })
  })

  it('hold their last value to the end', () => {
    expect(heldTo({ at: [1], values: [7] }, 9)).toStrictEqual({ at: [1, 9], values: [7, 7] })
    expect(heldTo({ at: [], values: [] }, 9)).toStrictEqual({ at: [], values: [] })
    expect(filledForward([undefined, 1, undefined, 2])).toStrictEqual([null, 1, 1, 2])
  })
})

describe('the address of an instant', () => {
  const first = { startAt: 1_000, endAt: 2_000 }
  const second = { startAt: 5_000, endAt: 9_000 }

  it('is the engine time of it, and leads back to it', () => {
    expect(fragmentOf(234, first)).toBe('#t=1234')
    expect(instantIn('#t=1234', [first])).toBe(234)
    expect(instantIn(fragmentOf(3_500, first), [first, second])).toBe(3_500)
    expect(instantIn('#t=5500', [first, second])).toBe(500)
  })

  it('is the nearest one where the session has it not, and none where it names none', () => {
    expect(instantIn('#t=1', [first])).toBe(0)
    expect(instantIn('#t=99999', [first])).toBe(1_000)
    for (const none of ['', '#', '#t=', '#t=-1', '#t=1.5', '#t=12345678901234567', '#freeze-1'])
      expect(instantIn(none, [first])).toBeNull()
  })
})
