import fc from 'fast-check'

import type { Latency } from '../../src'
import { latencyOf, latencyUs } from '../../src'

const draws = 20_000

/** Many draws of a latency, in rising order. */
const sample = (text: string, n = draws): ReadonlyArray<number> => {
  const latency = latencyOf(text) as Latency
  return Array.from({ length: n }, (_, i) => latencyUs(latency, 11, 'entry-latency', i, 0)).sort(
    (a, b) => a - b,
  )
}

const meanOf = (values: ReadonlyArray<number>): number =>
  values.reduce((total, each) => total + each, 0) / values.length
const at = (values: ReadonlyArray<number>, share: number): number =>
  values[Math.floor(values.length * share)] ?? 0

describe('drawn latencies', () => {
  it.each([
    [5_000, 800],
    [200_000, 20_000],
  ])('that are normal have the mean %i and the deviation %i', (mean, deviation) => {
    const values = sample(`normal ${mean} ${deviation}`)
    expect(Math.abs(meanOf(values) - mean)).toBeLessThan(deviation / 40)
    const variance = meanOf(values.map((each) => (each - mean) * (each - mean)))
    expect(Math.abs(Math.sqrt(variance) / deviation - 1)).toBeLessThan(0.02)
  })

  it.each([
    [5_000, 0.35],
    [9_000, 0.8],
    [40_000, 1.5],
  ])('that are log-normal have the median %i, and e to the %f above it', (median, sigma) => {
    const values = sample(`lognormal ${median} ${sigma}`)
    expect(Math.abs(Math.log(at(values, 0.5) / median))).toBeLessThan(sigma / 40)
    const above = Math.log(at(values, 0.841_345) / median)
    const below = Math.log(at(values, 1 - 0.841_345) / median)
    expect(Math.abs(above / sigma - 1)).toBeLessThan(0.05)
    expect(Math.abs(below / sigma + 1)).toBeLessThan(0.05)
    const mean = median * Math.exp((sigma * sigma) / 2)
    expect(Math.abs(meanOf(values) / mean - 1)).toBeLessThan(0.08)
  })

  it('are whole and never below 0, whatever was asked for', () => {
    const whole = fc.oneof(fc.nat(100), fc.nat(3_600_000_000))
    const anyText = fc.oneof(
      fc.tuple(whole, whole).map(([mean, deviation]) => `normal ${mean} ${deviation}`),
      fc.tuple(whole, fc.nat(5_000)).map(([median, m]) => `lognormal ${median} ${m / 1_000}`),
      fc.uniqueArray(whole, { minLength: 1, maxLength: 9 }).map((times) => {
        const rows = times.sort((a, b) => a - b).map((time, i) => `${time}:${(time * 7) % (i + 5)}`)
        return `recorded ${rows.join(' ')}`
      }),
    )
    let isNone = 0
    fc.assert(
      fc.property(anyText, fc.nat(), whole, (text, ordinal, sinceUs) => {
        const latency = latencyOf(text)
        expect(typeof latency).toBe('object')
        const us = latencyUs(latency as Latency, 3, 'response-latency', ordinal, sinceUs)
        expect(Number.isSafeInteger(us)).toBe(true)
        expect(us).toBeGreaterThanOrEqual(0)
        if (us === 0) isNone += 1
      }),
      { seed: 351, numRuns: 5_000 },
    )
    expect(isNone).toBeGreaterThan(100)
  })

  it('that are log-normal stop at an hour, even where they would be far beyond', () => {
    const values = sample('lognormal 3600000000 5', 5_000)
    expect(values.at(-1)).toBe(3_600_000_000)
    expect(at(values, 0.75)).toBe(3_600_000_000)
    expect(at(values, 0.25)).toBeLessThan(1_000_000_000)
  })

  it('between recorded ones are between them', () => {
    const latency = latencyOf('recorded 100:900 5000:20 90000:700') as Latency
    fc.assert(
      fc.property(fc.nat(100_000), (sinceUs) => {
        const us = latencyUs(latency, 1, 'feed-latency', 1, sinceUs)
        const [low, high] = sinceUs < 5_000 ? [20, 900] : [20, 700]
        expect(us >= low && us <= high).toBe(true)
      }),
      { seed: 352, numRuns: 1_000 },
    )
  })
})
