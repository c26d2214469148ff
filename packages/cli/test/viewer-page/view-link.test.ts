import fc from 'fast-check'

import type { WhatifAsked } from '../../web/viewer/api'
import type { View } from '../../web/viewer/address'
import { fragmentOfView, viewOfFragment } from '../../web/viewer/address'
import { laneNames } from '../../web/viewer/lanes/lane'

const plain: View = {
  ...{ seq: null, range: null, line: null, where: '', symbol: null },
  ...{ folded: [], isUtc: false, asked: null },
}

/** Records as the page's code makes them. */
const ofPlain = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> =>
  fc.record(model, { noNullPrototype: true })

const anyCount = fc.nat({ max: 2 ** 50 })
const anyView: fc.Arbitrary<View> = ofPlain({
  seq: fc.option(anyCount),
  range: fc.option(
    fc.tuple(anyCount, fc.integer({ min: 1, max: 2 ** 40 })).map(([from, length]) => ({
      ...{ from, to: from + length },
    })),
  ),
  line: fc.option(anyCount),
  where: fc.string(),
  symbol: fc.option(fc.string()),
  folded: fc.subarray([...laneNames]),
  isUtc: fc.boolean(),
  asked: fc.option(
    ofPlain({
      set: fc.array(
        fc.tuple(
          fc.string({ minLength: 1 }).filter((name) => !name.includes('=')),
          fc.string(),
        ),
        { minLength: 1, maxLength: 3 },
      ),
      from: fc.option(anyCount),
    }) as fc.Arbitrary<WhatifAsked>,
  ),
})

describe('a link to a view', () => {
  it('says where one stands, in few words', () => {
    const range = { from: 1_000_000, to: 2_500_000 }
    const asked = { set: [['risk.edgeThresholdBps', '4'] as const], from: null }
    expect(fragmentOfView({ ...plain, seq: 4_029, range, asked })).toBe(
      '#seq=4029&from=1000000&to=2500000&set=risk.edgeThresholdBps%3D4',
    )
  })

  it('is read as it was written', () => {
    fc.assert(
      fc.property(anyView, (view) => {
        expect(viewOfFragment(fragmentOfView(view))).toStrictEqual({ view, unread: [] })
      }),
      { seed: 7, numRuns: 500 },
    )
  })

  it.each([
    ['#seq=4029&from=5', ['from', 'to']],
    ['#seq=4029&from=9&to=5', ['from', 'to']],
    ['#seq=4029&line=-1', ['line']],
    ['#seq=4029&folded=edge,moon', ['folded']],
    ['#seq=4029&set=a', ['set']],
    ['#seq=4029&set==4', ['set']],
    ['#seq=4029&color=red', ['color']],
    ['#seq=4029&line=1e3&from=x&to=y', ['from', 'to', 'line']],
  ])('names what it does not understand, and keeps the rest: %p', (fragment, unread) => {
    const read = viewOfFragment(fragment)
    expect(read.unread).toStrictEqual(unread)
    expect(read.view.seq).toBe(4_029)
  })
})
