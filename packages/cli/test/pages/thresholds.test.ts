import { rangeAt, rangeText, typedThreshold } from '../../web/text/thresholds'
import type { Thresholds } from '../../src/postmortems/thresholds'

const edge: Thresholds = {
  ...{ setting: 'risk.edgeThresholdBps', unit: 'bps', recorded: '1.000000' },
  ranges: [
    { means: 'not', from: null, to: '-0.500000' },
    { means: 'later', from: '-0.500000', to: '0.662916' },
    { means: 'here', from: '0.662916', to: '1.543534' },
    { means: 'earlier', from: '1.543534', to: null },
  ],
}

const limit: Thresholds = {
  ...{ setting: 'risk.rule.day-loss', unit: 'USD', recorded: '100.000000' },
  ranges: [
    { means: 'here or earlier', from: null, to: '104.250000' },
    { means: 'later', from: '104.250000', to: '130.000000' },
    { means: 'not', from: '130.000000', to: null },
  ],
}

const meansAt = (thresholds: Thresholds, text: string): string | undefined =>
  thresholds.ranges[rangeAt(thresholds, text) ?? -1]?.means

describe('what a threshold of the edge would have done', () => {
  it.each([
    ['-10000', 'not'],
    ['-0.5', 'not'],
    ['-0.499999', 'later'],
    ['0.662916', 'later'],
    ['0.662916000001', 'here'],
    ['1.543534', 'here'],
    ['1.5435341', 'earlier'],
    ['999999999999999999999999', 'earlier'],
    ['x', undefined],
  ])('at %s is: %s', (text, means) => {
    expect(meansAt(edge, text)).toBe(means)
  })

  it('is said with its bounds', () => {
    expect(edge.ranges.map((range) => rangeText(edge, range))).toStrictEqual([
      'up to -0.5',
      'above -0.5, up to 0.662916',
      'above 0.662916, up to 1.543534',
      'above 1.543534',
    ])
  })
})

describe('what a limit of a rule would have done', () => {
  it.each([
    ['0', 'here or earlier'],
    ['104.249999', 'here or earlier'],
    ['104.25', 'later'],
    ['129.99', 'later'],
    ['130', 'not'],
    ['1000000', 'not'],
  ])('at %s is: %s, as a figure at its limit passes', (text, means) => {
    expect(meansAt(limit, text)).toBe(means)
  })

  it('is said with its bounds', () => {
    expect(limit.ranges.map((range) => rangeText(limit, range))).toStrictEqual([
      'below 104.25',
      'from 104.25 to below 130',
      '130 or more',
    ])
  })
})

describe('a threshold that was typed', () => {
  it.each([
    ['1', '1'],
    [' 0.50 ', '0.50'],
    ['.5', '0.5'],
    ['5.', '5'],
    ['+3', '3'],
    ['-0', '0'],
    ['-0.25', '-0.25'],
    ['007', '7'],
  ])('%j is %s', (text, value) => {
    expect(typedThreshold(text)).toBe(value)
  })

  it.each(['', ' ', '-', '.', '1,5', '1e3', '1.2.3', 'x', '0x10', '١', '1 000'])(
    '%j is none',
    (text) => {
      expect(typedThreshold(text)).toBeNull()
    },
  )
})
