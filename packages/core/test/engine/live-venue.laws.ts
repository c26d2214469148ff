import fc from 'fast-check'

import type { Input, State, TimestampUs } from '../../src'
import {
  aPlaceOrder,
  aQuote,
  aSession,
  anInstrument,
  example,
  silent,
  storyStartUs,
} from '../../src'
import { recorded, replayed } from '../support/recorded'

/** What happens to an order at the venue, in the venue's own order. */
type Act =
  | { readonly what: 'trade'; readonly qty: number }
  | { readonly what: 'amend'; readonly qty: number; readonly price: number }
  | { readonly what: 'cancel' }

const symbol = 'BTCUSDT'
const milli = (qty: number): string => (qty / 1_000).toFixed(3)
const price = (units: number): string => (units / 100).toFixed(2)

const anyAct: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      what: fc.constant('trade' as const),
      qty: fc.integer({ min: 1, max: 6 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constant('amend' as const),
      qty: fc.integer({ min: 1, max: 20 }),
      price: fc.integer({ min: 121_990, max: 122_010 }).map((ticks) => ticks * 50),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ what: 'cancel' as const }) },
)

/** What became of an order, and everything that the venue would say of it, first come first. */
type Life = {
  readonly tradedQty: number
  readonly isOpen: boolean
  readonly qty: number
  readonly price: number
  readonly said: ReadonlyArray<Input>
}

const lived = (number: number, side: 'Buy' | 'Sell', acts: ReadonlyArray<Act>): Life => {
  const names = { orderId: `o-${String(number)}`, venueOrderId: `v-${String(number)}` }
  const said: Array<Input> = []
  let [qty, cum, at, isOpen] = [10, 0, storyStartUs, true]
  let asked = 6_100_000
  const report = (orderStatus: string): void => {
    said.push(
      example('OrderReported', {
        ...{ ...names, symbol, side, price: price(asked), qty: milli(qty), cumQty: milli(cum) },
        ...{ orderStatus, cancelType: 'UNKNOWN', rejectReason: 'EC_NoError' },
        ...{ source: 'STREAM', venueAt: at },
      }),
    )
  }
  report('New')
  for (const act of acts) {
    if (!isOpen) break
    at += 1_000
    if (act.what === 'cancel') {
      isOpen = false
      report('Cancelled')
    } else if (act.what === 'amend') {
      if (act.qty <= cum) continue
      ;[qty, asked] = [act.qty, act.price]
      report(cum > 0 ? 'PartiallyFilled' : 'New')
    } else {
      const traded = Math.min(act.qty, qty - cum)
      cum += traded
      said.push(
        example('ExecutionReported', {
          ...{ execId: `e-${String(number)}-${String(cum)}`, execType: 'Trade', ...names },
          ...{ symbol, side, price: '61000', qty: milli(traded), orderQty: milli(qty) },
          ...{ fee: '0', feeCoin: 'USDT', feeRate: '0', liquidity: 'Maker' },
          ...{ source: 'STREAM', venueAt: at },
        }),
      )
      isOpen = cum < qty
      report(isOpen ? 'PartiallyFilled' : 'Filled')
    }
  }
  return { tradedQty: cum, isOpen, qty, price: asked, said }
}

const anyLives = fc.array(
  fc.record({ side: fc.constantFrom('Buy', 'Sell'), acts: fc.array(anyAct, { maxLength: 7 }) }),
  { minLength: 1, maxLength: 4 },
)

/** Each report at a place of its own, some once more; the seeds say where. */
const shuffled = (
  said: ReadonlyArray<Input>,
  places: ReadonlyArray<number>,
): ReadonlyArray<Input> =>
  [...said, ...said]
    .map((input, i) => ({ input, place: places[i % places.length] as number, i }))
    .filter(({ i, place }) => i < said.length || place % 3 === 0)
    .sort((a, b) => a.place - b.place || a.i - b.i)
    .map(({ input }) => input)

const heldIn = (state: State): number =>
  Object.values(state.accounts)[0]?.positions[symbol as never]?.qty ?? 0

const history = (inputs: ReadonlyArray<Input>) => ({
  opened: aSession({ venue: 'live', fillModel: 'venue', sealLinesMax: 7 }),
  inputs: inputs.map((input, i) => ({ at: (storyStartUs + 1_000_000 + i) as TimestampUs, input })),
})

const sessionOf = (orders: ReadonlyArray<{ readonly side: 'Buy' | 'Sell' }>) => [
  anInstrument(),
  aQuote(),
  ...orders.map(({ side }) => aPlaceOrder({ side, qty: '0.010' })),
]

describe('any orders at a real venue', () => {
  it('come to what they came to there, in whatever order, and however often, it is reported', () => {
    const found = { fills: 0, open: 0, canceled: 0, amended: 0 }
    fc.assert(
      fc.property(
        anyLives,
        fc.array(fc.nat(1_000), { minLength: 60, maxLength: 60 }),
        (orders, places) => {
          const lives = orders.map(({ side, acts }, i) =>
            lived(i + 1, side as 'Buy' | 'Sell', acts),
          )
          const said = shuffled(
            lives.flatMap((life) => life.said),
            places,
          )
          const { bytes, session, entries } = recorded(
            history([...sessionOf(orders as never), ...said]),
            silent,
          )
          const { state } = session
          const signs = orders.map(({ side }) => (side === 'Buy' ? 1 : -1))
          const held = lives.reduce((sum, { tradedQty }, i) => sum + (signs[i] ?? 0) * tradedQty, 0)
          expect(state.risk.isFrozen).toBe(false)
          expect(heldIn(state)).toBe(held)
          expect(Object.keys(state.orders.open)).toStrictEqual(
            lives.flatMap(({ isOpen }, i) => (isOpen ? [`o-${String(i + 1)}`] : [])),
          )
          for (const { number, qty, price } of Object.values(state.orders.open)) {
            const life = lives[number - 1]
            expect({ qty, price }).toStrictEqual({ qty: life?.qty, price: life?.price })
          }
          expect(Object.keys(state.venue.orders).sort()).toStrictEqual(
            Object.keys(state.orders.open).sort(),
          )
          expect(replayed(bytes, silent)).toBeNull()
          found.fills += state.totals.fills
          found.open += state.orders.openCount
          found.canceled += state.totals.canceled
          found.amended += entries.filter(({ message }) => message.type === 'OrderAmended').length
        },
      ),
      { seed: 211, numRuns: 300 },
    )
    expect(Math.min(...Object.values(found))).toBeGreaterThan(20)
  })
})
