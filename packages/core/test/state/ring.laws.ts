import fc from 'fast-check'

import { countAfter, lastSeqs, newRing, ringPushed } from '../../src'

describe('a ring', () => {
  it('tells of its last lines what a list of all would', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 8 }),
        fc.array(fc.nat(3), { maxLength: 40, size: 'max' }),
        fc.nat(60),
        (capacity, gaps, time) => {
          const ring = newRing() as { ats: Array<number>; seqs: Array<number>; oldest: number }
          const all: Array<{ at: number; seq: number }> = []
          let at = 0
          for (const [i, gap] of gaps.entries()) {
            at += gap
            ringPushed(ring, capacity, at, i + 1)
            all.push({ at, seq: i + 1 })
            const kept = all.slice(-capacity)
            const later = kept.filter((line) => line.at > time)
            expect(countAfter(ring, time)).toBe(later.length)
            expect(lastSeqs(ring, later.length)).toStrictEqual(later.map(({ seq }) => seq))
            expect(ring.ats.length).toBeLessThanOrEqual(capacity)
          }
        },
      ),
      { seed: 211, numRuns: 200 },
    )
  })

  it('that was never filled holds nothing', () => {
    expect([countAfter(undefined, 0), lastSeqs(undefined, 0)]).toStrictEqual([0, []])
  })
})
