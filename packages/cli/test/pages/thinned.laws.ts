import fc from 'fast-check'

import { newThinned } from '../../src/pages/thinned'

type Happened = { readonly at: number; readonly kind: string }

const anyHappened: fc.Arbitrary<ReadonlyArray<Happened>> = fc
  .array(fc.tuple(fc.constantFrom(0, 0, 1, 3, 50, 4_000), fc.constantFrom('a', 'b', 'c')), {
    maxLength: 60,
  })
  .map((steps) => {
    let at = 100
    return steps.map(([passed, kind]) => ({ at: (at += passed), kind }))
  })

/** The first of each interval and kind. */
const firsts = (all: ReadonlyArray<Happened>, width: number): ReadonlyArray<Happened> => {
  const seen = new Set<string>()
  return all.filter(({ at, kind }) => {
    const key = `${String(Math.floor((at - 100) / width))} ${kind}`
    const isFirst = !seen.has(key)
    seen.add(key)
    return isFirst
  })
}

const thinned = (all: ReadonlyArray<Happened>, keptMax: number, intervals: 'fixed' | 'widened') => {
  const kept = newThinned<Happened>({
    ...{ keptMax, startAt: 100, intervals },
    intervalUs: intervals === 'fixed' ? 16 : 1,
  })
  for (const one of all) kept.add(one.at, one.kind, () => one)
  expect(kept.count()).toBe(all.length)
  return kept.kept()
}

describe('what happened at instants', () => {
  it('is all kept where it is not too much', () => {
    fc.assert(
      fc.property(anyHappened, (all) => {
        expect(thinned(all, all.length, 'fixed')).toStrictEqual(all)
        expect(thinned(all, all.length, 'widened')).toStrictEqual(all)
      }),
      { seed: 1 },
    )
  })

  it('is, of more, the first of each interval and kind', () => {
    fc.assert(
      fc.property(anyHappened, (all) => {
        fc.pre(all.length > 4)
        expect(thinned(all, 4, 'fixed')).toStrictEqual(firsts(all, 16))
      }),
      { seed: 2 },
    )
  })

  it('is so by the shortest intervals that leave few enough, where they may widen', () => {
    fc.assert(
      fc.property(anyHappened, fc.integer({ min: 1, max: 20 }), (all, keptMax) => {
        fc.pre(all.length > keptMax)
        const span = Number(all.at(-1)?.at) - 100
        let width = 1
        // in one interval there is no more than one of each kind
        while (firsts(all, width).length > keptMax && width <= span) width *= 2
        expect(thinned(all, keptMax, 'widened')).toStrictEqual(firsts(all, width))
        expect(firsts(all, width).length).toBeLessThanOrEqual(Math.max(keptMax, 3))
      }),
      { seed: 3, numRuns: 300 },
    )
  })
})
