import fc from 'fast-check'

import { anInstrument, notionalUsd, qtyForUsd, toLot, toTick } from '../../src'

const max = BigInt(Number.MAX_SAFE_INTEGER)
const scale = fc.integer({ min: 0, max: 12 })
const safe = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER })
const everyday = fc.integer({ min: 1, max: 10_000_000_000 })
const listed = (priceScale: number, qtyScale: number, lotSize = 1) => {
  const { symbol, ...instrument } = anInstrument({
    priceScale,
    qtyScale,
    tickSize: '1',
    lotSize: '1',
    minQty: '0',
  })
  return { ...instrument, symbol, lotSize: lotSize as typeof instrument.lotSize }
}

/** Quantity times price in millionths of a dollar, rounded up, without any limit of size. */
const exactNotional = (priceScale: number, qtyScale: number, qty: number, price: number) => {
  const units = BigInt(qty) * BigInt(price) * 1_000_000n
  const one = 10n ** BigInt(priceScale + qtyScale)
  return (units + one - 1n) / one
}

describe('an instrument', () => {
  it('values at the exact notional rounded up, held at the largest safe integer', () => {
    fc.assert(
      fc.property(
        scale,
        scale,
        fc.oneof(safe, everyday),
        fc.oneof(safe, everyday),
        (p, q, a, b) => {
          const exact = exactNotional(p, q, a, b)
          expect(BigInt(notionalUsd(listed(p, q), a, b))).toBe(exact > max ? max : exact)
        },
      ),
      { seed: 41, numRuns: 5_000 },
    )
  })

  it('buys the most that a sum pays for, on the lot, and never more', () => {
    fc.assert(
      fc.property(
        scale,
        scale,
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.integer({ min: 0, max: 1_000_000_000_000 }),
        everyday,
        (p, q, lot, usd, price) => {
          const one = 10n ** BigInt(p + q)
          const exact = (BigInt(usd) * one) / 1_000_000n / BigInt(price)
          fc.pre(exact <= max)
          const qty = qtyForUsd(listed(p, q, lot), usd, price)
          expect(BigInt(qty)).toBe((exact / BigInt(lot)) * BigInt(lot))
        },
      ),
      { seed: 42, numRuns: 3_000 },
    )
  })

  it('rounds any price to its tick, away from the touch and by less than a tick', () => {
    fc.assert(
      fc.property(safe, everyday, (price, tick) => {
        const instrument = { ...listed(2, 3), tickSize: tick as never }
        const buy = toTick(instrument, 'Buy', price)
        expect(BigInt(buy)).toBe((BigInt(price) / BigInt(tick)) * BigInt(tick))
        const sell = toTick(instrument, 'Sell', price)
        if (BigInt(sell) <= max)
          expect(BigInt(sell)).toBe(((BigInt(price + tick) - 1n) / BigInt(tick)) * BigInt(tick))
        expect(toLot({ ...instrument, lotSize: tick as never }, price)).toBe(buy)
      }),
      { seed: 43, numRuns: 3_000 },
    )
  })
})
