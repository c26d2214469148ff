import fc from 'fast-check'

import type { Strategy, Told } from '../../src'
import { aQuote, aSession, after, anInstrument, engineAfter, marketMaker, tell } from '../../src'

const wild = { spreadBps: 0, skewBps: 60, quoteUsd: 610, inventoryUsd: 1830 }
const opened = (seed: number): ReadonlyArray<Told> => [
  aSession({ strategyParams: JSON.stringify(wild), fillRate: '0.5', seed }),
  anInstrument(),
]

describe('the market maker', () => {
  it('never places an order through the touch, wherever the market goes', () => {
    const move = fc.tuple(
      fc.integer({ min: 5_900_000, max: 6_100_000 }),
      fc.integer({ min: 1, max: 400 }),
    )
    let placed = 0
    fc.assert(
      fc.property(fc.array(move, { maxLength: 15 }), fc.nat(1_000), (moves, seed) => {
        const engine = engineAfter(marketMaker as unknown as Strategy, opened(seed))
        for (const [bid, gap] of moves) {
          const quote = aQuote({ bid: (bid / 100).toFixed(2), ask: ((bid + gap) / 100).toFixed(2) })
          for (const { message } of tell(engine, after(60_000, quote))) {
            if (message.type !== 'OrderPlaced') continue
            placed += 1
            const price = Number(message.price)
            expect(message.side === 'Buy' ? price < bid + gap : price > bid).toBe(true)
            expect(price % 50).toBe(0)
          }
        }
        expect(Object.keys(engine.state.orders.open).length).toBeLessThanOrEqual(2)
      }),
      { seed: 111, numRuns: 60 },
    )
    expect(placed).toBeGreaterThan(100)
  })
})
