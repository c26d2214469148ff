import fc from 'fast-check'

import type { Input, RestingLevel, State } from '../../src'
import { aPlaceOrder, aQuote, aSession, anInstrument, engineAfter, marketAtVenue } from '../../src'
import { example, silent, tell } from '../../src'

const price = (ticks: number): string => (61_000 + ticks / 2).toFixed(2)
const ticks = fc.integer({ min: 0, max: 12 })

const anInput: fc.Arbitrary<Input> = fc.oneof(
  fc
    .record({ bid: fc.option(ticks), gap: fc.integer({ min: 1, max: 3 }), qty: fc.nat(3) })
    .map(({ bid, gap, qty }) =>
      aQuote({
        bid: bid === null ? null : price(bid),
        bidQty: bid === null ? null : String(qty + 1),
        ask: price((bid ?? 12) + gap),
        askQty: String(qty + 2),
      }),
    ),
  fc
    .record({ side: fc.constantFrom('Buy', 'Sell'), at: ticks })
    .map(({ side, at }) => aPlaceOrder({ side, price: price(at), timeInForce: 'PostOnly' })),
  fc.integer({ min: 1, max: 12 }).map((n) =>
    example('CancelOrder', {
      ...{ orderId: `o-${String(n)}`, symbol: 'BTCUSDT', reason: 'STRATEGY' },
    }),
  ),
)

type Side = 'Buy' | 'Sell'
type Known = { readonly side: Side; readonly level: RestingLevel; readonly should: number }

/** Our levels at which the touch leaves no doubt about what others show. */
const knownLevels = (state: State): ReadonlyArray<Known> => {
  const { symbol } = anInstrument()
  const { bid, bidQty, ask, askQty } = marketAtVenue(state, symbol)
  const { bids, asks } = state.venue.rows[symbol]?.resting ?? { bids: [], asks: [] }
  const known = (side: Side, level: RestingLevel, ahead: number, qty: number | null) =>
    ahead > 0 ? [{ side, level, should: 0 }] : ahead < 0 ? [] : [{ side, level, should: qty ?? 0 }]
  return [
    ...(bid === null ? [] : bids.flatMap((own) => known('Buy', own, own.price - bid, bidQty))),
    ...(ask === null ? [] : asks.flatMap((own) => known('Sell', own, ask - own.price, askQty))),
  ]
}

describe('what others show at a price of ours', () => {
  it('is nothing before the touch, and what the touch shows at it, wherever that went', () => {
    const seen = { before: 0, at: 0 }
    fc.assert(
      fc.property(fc.array(anInput, { maxLength: 40, size: 'max' }), (inputs) => {
        const engine = engineAfter(silent, [aSession({ fillModel: 'queue' }), anInstrument()])
        for (const input of inputs) {
          tell(engine, input)
          for (const { side, level, should } of knownLevels(engine.state)) {
            expect({ side, ...level }).toMatchObject({ shownQty: should })
            seen[should === 0 ? 'before' : 'at'] += 1
          }
        }
      }),
      { seed: 17, numRuns: 300 },
    )
    expect(Math.min(seen.before, seen.at)).toBeGreaterThan(100)
  })
})
