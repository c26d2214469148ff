import fc from 'fast-check'

import type { Engine, Entry, Strategy } from '../../src'
import {
  after,
  aQuote,
  aSession,
  anInstrument,
  engineAfter,
  example,
  layerOfName,
  marketMaker,
  qtyForUsd,
  tell,
} from '../../src'

const inventoryUsd = 2_440

const anyParams = fc.record({
  quoteUsd: fc.constantFrom(61, 305, 610),
  inventoryUsd: fc.constant(inventoryUsd),
  spreadBps: fc.constantFrom(0, '0.5', 5),
  skewBps: fc.constantFrom(0, 60),
  requoteTicks: fc.constantFrom(1, 8, 60),
  volFactor: fc.constantFrom(0, 1, 20),
  volHalfLifeMs: fc.constantFrom(50, 10_000),
  imbalanceBps: fc.constantFrom(0, 3, 400),
  imbalanceLevels: fc.constantFrom(1, 3),
  fair: fc.constantFrom('mid', 'microprice'),
  minLifeMs: fc.constantFrom(0, 0, 100),
  layers: fc.integer({ min: 1, max: 10 }),
  layerStepBps: fc.constantFrom(0, '0.05', 2),
  layerGrowth: fc.constantFrom('0.5', 1, 2),
})

const aMove = fc.record({
  bid: fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: 5_999_000, max: 6_001_000 }) },
    { weight: 1, arbitrary: fc.integer({ min: 5_900_000, max: 6_100_000 }) },
  ),
  gap: fc.integer({ min: 1, max: 400 }),
  sizes: fc.array(fc.integer({ min: 1, max: 4_000 }), { minLength: 2, maxLength: 6 }),
  isBook: fc.boolean(),
  passedUs: fc.constantFrom(0, 1_000, 60_000, 110_000),
})
type Move = typeof aMove extends fc.Arbitrary<infer M> ? M : never

const cents = (price: number): string => (price / 100).toFixed(2)
const milli = (qty: number | undefined): string => ((qty ?? 0) / 1_000).toFixed(3)

/** A touch, in a quote or as the first level of a book whose levels go on behind it. */
const messageOf = ({ bid, gap, sizes, isBook }: Move, nth: number) => {
  const [first, second] = sizes
  const [bids, asks] = [cents(bid), cents(bid + gap)]
  if (!isBook) return aQuote({ bid: bids, bidQty: milli(first), ask: asks, askQty: milli(second) })
  const levels = (from: number, step: number) =>
    sizes.map((size, i) => [cents(from + i * step), milli(size)])
  return example('BookUpdated', {
    ...{ symbol: 'BTCUSDT', kind: 'snapshot', depth: 50, venueAt: 1 },
    ...{ bids: levels(bid, -50), asks: levels(bid + gap, 50).reverse() },
    ...{ updateId: nth + 1, crossSeq: nth + 1 },
  })
}

type Open = {
  readonly side: string
  readonly price: number
  readonly layer: number
  leaves: number
}

/** What the session's lines so far come to, and what every order must keep when it is placed. */
const watched = (seen: { placed: number; deep: number }) => {
  const open = new Map<string, Open>()
  let held = 0
  const resting = (side: string): number =>
    [...open.values()].reduce((sum, order) => sum + (order.side === side ? order.leaves : 0), 0)
  return {
    open,
    hear: ({ message }: Entry, bid: number, ask: number): void => {
      if (message.type === 'OrderCanceled' || message.type === 'OrderRejected')
        open.delete(message.orderId)
      if (message.type === 'OrderFilled') {
        held += message.side === 'Buy' ? message.qty : 0 - message.qty
        const order = open.get(message.orderId)
        if (order !== undefined) order.leaves = message.leavesQty
        if (message.leavesQty === 0) open.delete(message.orderId)
      }
      if (message.type !== 'OrderPlaced') return
      const { orderId, side, qty, orderLinkId } = message
      const price = Number(message.price)
      const layer = layerOfName(orderLinkId) ?? -1
      open.set(orderId, { side, price, layer, leaves: qty })
      seen.placed += 1
      if (layer > 1) seen.deep += 1
      const most = qtyForUsd(anInstrument(), inventoryUsd * 1_000_000, bid)
      const isBuy = side === 'Buy'
      expect(price % 50).toBe(0)
      expect(qty > 0).toBe(true)
      expect(isBuy ? price < ask : price > bid).toBe(true)
      expect((isBuy ? held : -held) + resting(side)).toBeLessThanOrEqual(most)
    },
  }
}

const expectOrdered = (open: ReadonlyMap<string, Open>): void => {
  for (const side of ['Buy', 'Sell']) {
    const prices = [...open.values()]
      .filter((order) => order.side === side)
      .sort((a, b) => a.layer - b.layer)
      .map(({ price }) => (side === 'Buy' ? -price : price))
    expect(prices).toStrictEqual([...new Set(prices)].sort((a, b) => a - b))
  }
}

describe('the market maker, whatever it is told and wherever the market goes', () => {
  it('quotes on the tick, never through the touch, within its inventory, in ordered layers', () => {
    const seen = { placed: 0, deep: 0 }
    const any = fc.tuple(anyParams, fc.array(aMove, { maxLength: 25, size: 'max' }), fc.nat(1_000))
    fc.assert(
      fc.property(any, ([params, moves, seed]) => {
        const rules = { venue: 'fake', partialFillRate: '0.5', fillRate: '0.4', seed }
        const opened = aSession({ ...rules, strategyParams: JSON.stringify(params) })
        const engine: Engine = engineAfter(marketMaker as unknown as Strategy, [
          opened,
          anInstrument({ lotSize: '0.001' }),
        ])
        const watch = watched(seen)
        for (const [nth, move] of moves.entries()) {
          const { bid, gap } = move
          for (const entry of tell(engine, after(move.passedUs, messageOf(move, nth))))
            watch.hear(entry, bid, bid + gap)
          expect(watch.open.size).toBeLessThanOrEqual(params.layers * 2)
          expect(Object.keys(engine.state.orders.open)).toStrictEqual([...watch.open.keys()])
          if (params.minLifeMs === 0) expectOrdered(watch.open)
          expectIntegers(engine.state.strategy)
        }
      }),
      { seed: 112, numRuns: 200 },
    )
    expect(seen.placed).toBeGreaterThan(5_000)
    expect(seen.deep).toBeGreaterThan(2_000)
  })
})

/** A slice holds no number that is not a safe integer, and no -0. */
const expectIntegers = (value: unknown): void => {
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value) || Object.is(value, -0)) expect(value).toBe('an integer')
  } else if (typeof value === 'object' && value !== null)
    Object.values(value).forEach(expectIntegers)
}
