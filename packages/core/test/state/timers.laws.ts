import fc from 'fast-check'

import type { FillTimer, OrderId } from '../../src'
import {
  aSession,
  engineAfter,
  fillFired,
  fillScheduled,
  silent,
  timersOfClosedDropped,
} from '../../src'

type Action = {
  readonly kind: 'set' | 'close' | 'fire' | 'part'
  readonly n: number
  readonly late: number
}

const action: fc.Arbitrary<Action> = fc.record({
  kind: fc.constantFrom('set', 'set', 'set', 'close', 'fire', 'part'),
  n: fc.nat(50),
  late: fc.nat(5),
})

const idOf = (n: number) => `o-${String(n)}` as OrderId
const byDueThenSeq = (a: FillTimer, b: FillTimer): number => a.due - b.due || a.seq - b.seq

describe('timers', () => {
  it('fire in order of (due, seq), whatever was set, closed or filled in part', () => {
    let fired = 0
    fc.assert(
      fc.property(fc.array(action, { maxLength: 120, size: 'max' }), (actions) => {
        const { state } = engineAfter(silent, [aSession({ latencyUs: 3 })])
        const draft = state as Parameters<typeof fillScheduled>[0]
        const alive = new Map<OrderId, FillTimer>()
        let [seq, now] = [0, 0]
        const sorted = () => [...alive.values()].sort(byDueThenSeq)
        for (const { kind, n, late } of actions) {
          seq += 1
          const orderId = idOf(seq)
          if (kind === 'set') {
            draft.venue.orders[orderId] = { orderId, number: seq, timeInForce: 'GTC' } as never
            // acceptance may come in at any time from now, so heaps of every shape are met
            fillScheduled(draft, { orderId } as never, seq, now + late)
            alive.set(orderId, { due: now + late + 3, seq, kind: 'fill', orderId })
          } else if (kind === 'close') {
            const victim = sorted()[n % Math.max(1, alive.size)]
            if (victim === undefined) continue
            delete draft.venue.orders[victim.orderId]
            alive.delete(victim.orderId)
            timersOfClosedDropped(draft)
          } else {
            const first = state.timers[0]
            if (first?.kind !== 'fill') continue
            fired += 1
            now = first.due
            const left = kind === 'part' ? 1 : 0
            if (left === 0) {
              delete draft.venue.orders[first.orderId]
              alive.delete(first.orderId)
            } else alive.set(first.orderId, { ...first, due: now + 3, seq })
            fillFired(draft, { orderId: first.orderId, leavesQty: left } as never, seq, now)
          }
          expect(state.timers[0]).toStrictEqual(sorted()[0])
        }
      }),
      { seed: 141, numRuns: 300 },
    )
    expect(fired).toBeGreaterThan(1_000)
  })
})
