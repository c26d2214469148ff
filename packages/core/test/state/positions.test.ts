import fc from 'fast-check'

import type { Position, State } from '../../src'
import {
  accountOf,
  averageEntry,
  engineAfter,
  example,
  flat,
  mainAccount,
  positionFilled,
  silent,
  unrealizedPnl,
} from '../../src'

type Fill = readonly [side: 'Buy' | 'Sell', qty: number, price: number, fee: number]

/** The position in BTCUSDT after fills. */
const after = (...fills: ReadonlyArray<Fill>): Position => {
  const { state } = engineAfter(silent, [])
  for (const [side, qty, price, fee] of fills) {
    const message = { ...aFill, side, qty, price, fee } as typeof aFill
    positionFilled(state as Parameters<typeof positionFilled>[0], message)
  }
  return accountOf(state as State, mainAccount).positions[aFill.symbol] ?? flat
}

const aFill = example('OrderFilled', {
  fillId: 'f-1',
  orderId: 'o-1',
  symbol: 'BTCUSDT',
  side: 'Buy',
  price: '1',
  qty: '1',
  leavesQty: '0',
  fee: '0',
})

describe('a position', () => {
  it('extends at the price of a fill, on either side of zero', () => {
    expect(after(['Buy', 10, 100, 0], ['Buy', 30, 200, 0])).toStrictEqual({
      qty: 40,
      cost: 7_000,
      realizedPnl: 0,
      baseFees: 0,
      fees: 0,
      funding: 0,
      tradingStop: null,
      fills: 2,
    })
    expect(after(['Sell', 10, 100, 0], ['Sell', 30, 200, 0])).toMatchObject({
      qty: -40,
      cost: -7_000,
    })
  })

  it('has an average entry, to the nearest price, and none when it is flat', () => {
    expect(averageEntry(after(['Buy', 10, 100, 0], ['Buy', 30, 200, 0]))).toBe(175)
    expect(averageEntry(after(['Sell', 10, 100, 0], ['Sell', 30, 200, 0]))).toBe(175)
    expect(averageEntry(after(['Buy', 1, 100, 0], ['Buy', 2, 101, 0]))).toBe(101)
    expect(averageEntry(flat)).toBeNull()
  })

  it('realizes what it closes, at average cost', () => {
    const closed = after(['Buy', 40, 175, 0], ['Sell', 10, 200, 0])
    expect(closed).toMatchObject({ qty: 30, cost: 5_250, realizedPnl: 250 })
    const covered = after(['Sell', 40, 175, 0], ['Buy', 10, 200, 0])
    expect(covered).toMatchObject({ qty: -30, cost: -5_250, realizedPnl: -250 })
  })

  it('flips through zero: closes all of it, and opens the rest at the new price', () => {
    const flipped = after(['Buy', 10, 100, 0], ['Sell', 25, 110, 0])
    expect(flipped).toMatchObject({ qty: -15, cost: -1_650, realizedPnl: 100 })
    expect(averageEntry(flipped)).toBe(110)
    expect(after(['Sell', 10, 100, 0], ['Buy', 25, 110, 0])).toMatchObject({
      qty: 15,
      cost: 1_650,
      realizedPnl: -100,
    })
  })

  it('costs nothing once it is flat again, whatever was rounded on the way', () => {
    const fills = after(
      ['Buy', 3, 100, 0],
      ['Buy', 4, 101, 0],
      ['Sell', 2, 99, 0],
      ['Sell', 5, 90, 0],
    )
    expect(fills).toMatchObject({ qty: 0, cost: 0, realizedPnl: 198 + 450 - 300 - 404 })
  })

  it('keeps fees, and rebates, apart', () => {
    expect(after(['Buy', 1, 100, 7], ['Sell', 1, 100, -9])).toMatchObject({
      baseFees: 0,
      fees: -2,
      realizedPnl: 0,
    })
  })

  it('is worth at the mark what closing it there would realize', () => {
    expect(unrealizedPnl(after(['Buy', 10, 100, 0]), 103)).toBe(30)
    expect(unrealizedPnl(after(['Sell', 10, 100, 0]), 103)).toBe(-30)
    expect(unrealizedPnl(flat, 103)).toBe(0)
  })

  it('never was, of a symbol that was not listed', () => {
    const { state } = engineAfter(silent, [])
    const elsewhere = { ...aFill, symbol: 'XYZUSDT' as typeof aFill.symbol }
    expect(() => positionFilled(state as never, elsewhere)).toThrow('XYZUSDT was never listed')
  })

  it('conserves money: cash and position at the mark are the P&L, to the unit', () => {
    const fill = fc.tuple(
      fc.constantFrom('Buy' as const, 'Sell' as const),
      fc.integer({ min: 1, max: 100_000 }),
      fc.integer({ min: 1, max: 10_000_000 }),
      fc.integer({ min: -5_000, max: 5_000 }),
    )
    fc.assert(
      fc.property(
        fc.array(fill, { maxLength: 40 }),
        fc.integer({ min: 1, max: 10_000_000 }),
        (fills, mark) => {
          let cash = 0
          let held = 0
          let fees = 0
          for (const [side, qty, price, fee] of fills) {
            cash -= (side === 'Buy' ? 1 : -1) * qty * price
            held += (side === 'Buy' ? 1 : -1) * qty
            fees += fee
          }
          const position = after(...fills)
          const { qty, realizedPnl } = position
          expect(qty).toBe(held)
          expect(cash + held * mark - fees).toBe(
            realizedPnl + unrealizedPnl(position, mark) - position.fees,
          )
          expect(Math.sign(position.cost) === Math.sign(qty)).toBe(true)
        },
      ),
      { seed: 121, numRuns: 1_000 },
    )
  })
})
