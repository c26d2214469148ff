import type { Latency } from '../../src'
import { latencyOf, latencyRowsMax, latencyUs } from '../../src'

const us = (text: string, ordinal = 1, sinceUs = 0): number =>
  latencyUs(latencyOf(text) as Latency, 7, 'feed-latency', ordinal, sinceUs)

describe('a latency', () => {
  it.each([
    ['0', null],
    ['constant 0', null],
    ['constant 5000', { kind: 'constant', us: 5_000 }],
    ['constant 3600000000', { kind: 'constant', us: 3_600_000_000 }],
    ['normal 5000 800', { kind: 'normal', meanUs: 5_000, deviationUs: 800 }],
    ['normal 0 0', { kind: 'normal', meanUs: 0, deviationUs: 0 }],
    ['lognormal 5000 0.35', { kind: 'lognormal', medianUs: 5_000, sigma: 350_000 }],
    ['lognormal 5000 5', { kind: 'lognormal', medianUs: 5_000, sigma: 5_000_000 }],
    ['recorded 7:300', { kind: 'recorded', atUs: [7], us: [300] }],
    ['recorded 0:5000 1000000:7000', { kind: 'recorded', atUs: [0, 1_000_000], us: [5e3, 7e3] }],
  ])('is read from %j', (text, latency) => {
    expect(latencyOf(text)).toStrictEqual(latency)
  })

  it.each(['', ' ', '5000', 'constant', 'constant 1 2', 'normal 5', 'normal 5 6 7', 'poisson 5 6'])(
    'is not read from %j, which is none',
    (text) => {
      expect(latencyOf(text)).toBe(`is ${JSON.stringify(text)}, which is no latency`)
    },
  )

  it.each([
    ...['constant -1', 'constant 1.5', 'constant x', 'constant 3600000001', 'constant 05'],
    ...['normal 5 -6', 'normal 5 x', 'lognormal x 0.3', 'lognormal 5 5.000001', 'constant 1e3'],
    ...['lognormal 5 -0.1', 'lognormal 5 0.0000001'],
  ])('is not read from %j, whose figures are none', (text) => {
    expect(latencyOf(text)).toBe(`is ${JSON.stringify(text)}, whose figures are out of range`)
  })

  it.each([...['', 'x', '5', '5:', ':5', '5:-1', '-5:1', '0:5:7', '0:3600000001']])(
    'is not read from the row %j',
    (row) => {
      expect(latencyOf(`recorded ${row}`)).toBe(
        `has the row ${JSON.stringify(row)}, which is out of order or range`,
      )
    },
  )

  it('is not read from rows out of order, too many or none', () => {
    const rows = (n: number) => Array.from({ length: n }, (_, i) => `${i}:1`).join(' ')
    expect(latencyOf('recorded 5:1 5:2')).toContain('"5:2", which is out of order')
    expect(latencyOf('recorded 5:1 4:2')).toContain('"4:2", which is out of order')
    expect(latencyOf('recorded')).toBe('has 0 rows, not 1 to 10000')
    expect(latencyOf(`recorded ${rows(latencyRowsMax + 1)}`)).toBe('has 10001 rows, not 1 to 10000')
    expect(typeof latencyOf(`recorded ${rows(latencyRowsMax)}`)).toBe('object')
  })

  it.each([
    [0, 100],
    [1_000, 100],
    [1_001, 100],
    [1_500, 150],
    [1_999, 199],
    [2_000, 200],
    [3_000, 125],
    [4_000, 50],
    [9_000_000, 50],
  ])('that was recorded is, %i us after the start, %i us', (sinceUs, expected) => {
    expect(us('recorded 1000:100 2000:200 4000:50', 1, sinceUs)).toBe(expected)
  })

  it('that varies is the same for the same draw, and another for another', () => {
    for (const text of ['normal 5000 800', 'lognormal 5000 0.35']) {
      expect(us(text, 3)).toBe(us(text, 3))
      expect(us(text, 3)).not.toBe(us(text, 4))
    }
    expect(us('normal 5000 0', 3)).toBe(5_000)
    expect(us('lognormal 5000 0', 3)).toBe(5_000)
  })
})
