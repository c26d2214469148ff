import fc from 'fast-check'

import { anInstrument, quotePrice, quotePriceFrom } from '../../src'

const one = 100_000_000n
const ceil = (a: bigint, b: bigint): bigint => (a + b - 1n) / b

describe('a quote', () => {
  const price = fc.integer({ min: 1_000, max: 4_000_000_000_000 })
  const tick = fc.integer({ min: 1, max: 500 })
  const away = fc.integer({ min: -50_000_000, max: 50_000_000 })

  it('stands at the tick nearest to its distance, rounded away from the touch, exactly', () => {
    fc.assert(
      fc.property(price, tick, away, (mid, tickSize, distance) => {
        const instrument = { ...anInstrument(), tickSize: tickSize as never }
        const fair = BigInt(mid) * 2n
        const step = BigInt(tickSize)
        const buy = (fair * (one - BigInt(distance))) / (2n * one) / step
        const sell = ceil(ceil(fair * (one + BigInt(distance)), 2n * one), step)
        const farAbove = 8_000_000_000_000
        expect(quotePrice(instrument, 'Buy', mid * 2, distance, farAbove)).toBe(
          buy === 0n ? null : Number(buy * step),
        )
        expect(quotePrice(instrument, 'Sell', mid * 2, distance, 0)).toBe(
          Math.max(Number(sell * step), tickSize),
        )
      }),
      { seed: 51, numRuns: 3_000 },
    )
  })

  it('is as exact from a fair value between the touch, however it is weighed', () => {
    const weight = fc.oneof(fc.nat(9), fc.maxSafeNat())
    const gap = fc.integer({ min: 1, max: 100_000 })
    const any = fc.tuple(price, gap, tick, away, weight, weight)
    fc.assert(
      fc.property(any, ([bid, apart, tickSize, distance, bidWeight, askWeight]) => {
        fc.pre(bidWeight + askWeight > 0)
        const instrument = { ...anInstrument(), tickSize: tickSize as never }
        const [step, ask] = [BigInt(tickSize), bid + apart]
        const parts = (BigInt(bidWeight) + BigInt(askWeight)) * one
        const fair = BigInt(bid) * BigInt(bidWeight) + BigInt(ask) * BigInt(askWeight)
        const buy = Number(((fair * (one - BigInt(distance))) / parts / step) * step)
        const sell = Number(ceil(ceil(fair * (one + BigInt(distance)), parts), step) * step)
        const highest = Math.floor((ask - tickSize) / tickSize) * tickSize
        const lowest = Math.ceil((bid + tickSize) / tickSize) * tickSize
        const from = { bid, ask, bidWeight, askWeight }
        const expected = Math.min(buy, highest)
        expect(quotePriceFrom(instrument, 'Buy', from, distance)).toBe(
          expected > 0 ? expected : null,
        )
        expect(quotePriceFrom(instrument, 'Sell', from, distance)).toBe(Math.max(sell, lowest))
      }),
      { seed: 53, numRuns: 3_000 },
    )
  })

  it('never crosses the other side of the touch', () => {
    fc.assert(
      fc.property(
        price,
        tick,
        away,
        fc.integer({ min: 0, max: 1_000 }),
        (bid, tickSize, d, gap) => {
          const instrument = { ...anInstrument(), tickSize: tickSize as never }
          const ask = bid + 1 + gap
          const buy = quotePrice(instrument, 'Buy', bid + ask, d, ask)
          const sell = quotePrice(instrument, 'Sell', bid + ask, d, bid)
          expect(buy === null || (buy < ask && buy > 0 && buy % tickSize === 0)).toBe(true)
          expect(sell !== null && sell > bid && sell % tickSize === 0).toBe(true)
        },
      ),
      { seed: 52, numRuns: 3_000 },
    )
  })
})
