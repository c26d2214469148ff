import fc from 'fast-check'

import type { QueueModel, QueueRule } from '../../src'
import { goneAhead } from '../../src'
import { tally } from '../support/tally'

const models = ['power', 'power-2', 'power-3', 'log', 'log-2'] as const
const million = 1_000_000

/** The probability that a cancellation was behind us: hftbacktest's families, in floats. */
const behind = (model: QueueModel, front: number, back: number, n: number, lot: number): number => {
  const ln = (qty: number): number => Math.log(1 + Math.floor(qty / lot))
  switch (model) {
    case 'power':
      return Math.pow(back, n) / (Math.pow(back, n) + Math.pow(front, n))
    case 'power-2':
      return Math.pow(back, n) / Math.pow(back + front, n)
    case 'power-3':
      return 1 - Math.pow(front / (front + back), n)
    case 'log':
      return ln(back) / (ln(back) + ln(front))
    case 'log-2':
      return ln(back) / ln(back + front)
    case 'risk-averse':
      return 1
  }
}

/** hftbacktest: what is ahead after a change, held at what the level shows. */
const aheadAfter = (prob: number, front: number, back: number, gone: number): number =>
  Math.max(
    Math.min(front - (1 - prob) * gone + Math.min(back - prob * gone, 0), front + back - gone),
    0,
  )

const anyQueue = fc
  .record({
    front: fc.integer({ min: 1, max: 100_000 }),
    back: fc.integer({ min: 1, max: 100_000 }),
    share: fc.nat(million),
    lot: fc.constantFrom(1, 1, 10, 1_000),
    power: fc.constantFrom(250_000, 500_000, million, 2 * million, 3 * million),
  })
  .map(({ share, ...queue }) => ({
    ...queue,
    gone: Math.floor((share * (queue.front + queue.back)) / million),
  }))

describe('what left a queue ahead of an order', () => {
  it.each(models)('is what the literature says, under %s', (model) => {
    const { met, count } = tally()
    fc.assert(
      fc.property(anyQueue, ({ front, back, gone, lot, power }) => {
        const prob = behind(model, front, back, power / million, lot)
        if (Number.isNaN(prob)) return
        const ahead = front - goneAhead({ model, power }, front, back, gone, lot)
        const exact = aheadAfter(prob, front, back, gone)
        // logarithms are good to 2^-19, so shares to some millionths: of so little, two units
        expect(Math.abs(ahead - exact)).toBeLessThanOrEqual(2)
        met(exact > 0 && exact < front ? 'between' : 'at an end')
      }),
      { seed: 341, numRuns: 3_000 },
    )
    expect(count('between')).toBeGreaterThan(1_000)
  })

  it('is never below none, nor more than was ahead, nor less where more has gone', () => {
    const anyRule: fc.Arbitrary<QueueRule> = fc.record({
      model: fc.constantFrom('risk-averse', ...models),
      power: fc.constantFrom(1, 500_000, million, 3 * million, 100 * million),
    })
    const small = fc.oneof(fc.nat(3), fc.nat(100), fc.nat(10_000_000))
    fc.assert(
      fc.property(anyRule, small, small, small, small, (rule, front, back, gone, more) => {
        const moved = goneAhead(rule, front, back, gone, 10)
        expect(Number.isSafeInteger(moved)).toBe(true)
        expect(moved).toBeGreaterThanOrEqual(0)
        expect(moved).toBeLessThanOrEqual(front)
        expect(goneAhead(rule, front, back, gone + more, 10)).toBeGreaterThanOrEqual(moved)
        // whatever the rule, no more can be ahead than is left
        expect(front - moved).toBeLessThanOrEqual(Math.max(front + back - gone, 0))
      }),
      { seed: 342, numRuns: 8_000 },
    )
  })

  it('is under risk-averse only what cannot have been behind', () => {
    fc.assert(
      fc.property(anyQueue, ({ front, back, gone, lot }) => {
        const moved = goneAhead({ model: 'risk-averse', power: million }, front, back, gone, lot)
        expect(moved).toBe(Math.max(gone - back, 0))
      }),
      { seed: 343, numRuns: 2_000 },
    )
  })

  it('is by logarithms half of it where neither side has a lot', () => {
    expect(goneAhead({ model: 'log', power: million }, 500, 400, 100, 1_000)).toBe(50)
    expect(goneAhead({ model: 'power', power: million }, 100, 300, 40, 1)).toBe(10)
    expect(goneAhead({ model: 'power-2', power: 2 * million }, 50, 50, 40, 1)).toBe(30)
    expect(goneAhead({ model: 'power-3', power: 2 * million }, 50, 50, 40, 1)).toBe(10)
  })
})
