import fc from 'fast-check'

import type { LimitSearch } from '../../src/postmortems/thresholds'
import {
  edgeThresholds,
  firstLimits,
  nextLimits,
  searchedFurther,
} from '../../src/postmortems/thresholds'

/** Looks for a limit as the post-mortem does, where a session stops below `from`; counts runs. */
const found = (from: number, observed: number, max: number) => {
  const ran = (limits: ReadonlyArray<number>) =>
    limits.map((limit) => ({ limit, isStopped: limit < from }))
  let runs = 0
  let search: LimitSearch = { stops: observed, passes: max }
  let limits: ReadonlyArray<number> = firstLimits(observed, max).filter((limit) => limit <= max)
  for (; limits.length > 0; limits = nextLimits(search)) {
    runs += limits.length
    search = searchedFurther(search, ran(limits))
  }
  return { ...search, runs }
}

describe('the search for the limit from which a session goes on', () => {
  it('ends at one that was run and passes, at most half a percent above one that stops', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e9 }),
        fc.integer({ min: 1, max: 1e15 }),
        (observed, distance) => {
          const max = 1e15
          const from = Math.min(observed + distance, max)
          const { stops, passes, runs } = found(from, observed, max)
          expect(passes).toBeGreaterThanOrEqual(from)
          expect(stops).toBeLessThan(from)
          expect(passes - stops).toBeLessThanOrEqual(Math.max(1, stops / 200))
          expect(runs).toBeLessThan(45)
        },
      ),
      { seed: 501, numRuns: 2_000 },
    )
  })

  it('finds a count to the unit', () => {
    for (let from = 5; from <= 200; from++) expect(found(from, 4, 10_000).passes).toBe(from)
  })

  it('says what was run, where a higher limit stops what a lower one lets go on', () => {
    const search = searchedFurther({ stops: 10, passes: 100 }, [
      { limit: 20, isStopped: true },
      { limit: 40, isStopped: false },
      { limit: 60, isStopped: true },
    ])
    expect(search).toStrictEqual({ stops: 20, passes: 40 })
  })
})

describe('the thresholds of an edge', () => {
  const stop = { observed: '2.000000', threshold: '3.000000' }
  const edges = (lowest: number | null) => ({ last: [], belowSince: null, lowest })
  const means = (lowest: number | null, lowestEdgeBps: number | null) =>
    edgeThresholds(stop, edges(lowest), { lowestEdgeBps })?.ranges.map(
      ({ means: what, from, to }) => [what, from, to],
    )

  it('part into not, later, here and earlier, each from where the one before ends', () => {
    expect(means(5_000_000, -1_000_000)).toStrictEqual([
      ['not', null, '-1.000000'],
      ['later', '-1.000000', '2.000000'],
      ['here', '2.000000', '5.000000'],
      ['earlier', '5.000000', null],
    ])
  })

  it('leave out what cannot be', () => {
    expect(means(null, null)).toStrictEqual([
      ['not', null, '2.000000'],
      ['here', '2.000000', null],
    ])
    expect(means(null, 9_000_000)).toStrictEqual([
      ['not', null, '2.000000'],
      ['here', '2.000000', null],
    ])
  })

  it('are none where a line has no figures', () => {
    expect(edgeThresholds({ observed: null }, edges(null), { lowestEdgeBps: null })).toBeNull()
  })
})
