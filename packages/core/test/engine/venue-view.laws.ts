import fc from 'fast-check'

import type { Entry, State, Strategy, TimestampUs } from '../../src'
import { engineOf, initialState, isInputType, step, unrealizedPnl } from '../../src'
import type { Engine } from '../../src'
import type { History } from '../support/any-history'
import { HeardFold, openOrdersOf } from '../support/heard-fold'
import { randomStrategy } from '../support/random-strategy'
import { tally } from '../support/tally'
import { latent, venueHistory } from '../support/venue-history'
import { holdingsOf, positionsOf } from '../support/main-account'

const strategy = randomStrategy as unknown as Strategy

const played = (
  { opened, inputs }: History,
  visit: (state: State, entries: ReadonlyArray<Entry>) => void = () => undefined,
): Engine => {
  const engine = engineOf(strategy)
  visit(engine.state, step(engine, inputs[0]?.at as TimestampUs, opened))
  for (const { at, input } of inputs) visit(engine.state, step(engine, at, input))
  return engine
}

/** What the venue has of orders and positions, and what we think it has. */
const sides = (state: State) => [
  {
    orders: Object.values(state.venue.orders).map(({ orderId, price, qty, leavesQty }) =>
      [orderId, price, qty, leavesQty].join(' '),
    ),
    held: holdingsOf(state).map(([, { position }]) => position),
  },
  {
    orders: Object.values(state.orders.open).map(({ orderId, price, qty, leavesQty }) =>
      [orderId, price, qty, leavesQty].join(' '),
    ),
    held: positionsOf(state).map(([, position]) => position),
  },
]

const isUnderWay = ({ timers }: State): boolean =>
  timers.some(({ kind }) => kind === 'arrival' || kind === 'delivery')

describe('our own view', () => {
  it('agrees with the venue after every input where nothing takes time', () => {
    const { met, count } = tally()
    fc.assert(
      fc.property(venueHistory(90), (history) => {
        played(history, (state) => {
          const [atVenue, ours] = sides(state)
          expect(ours).toStrictEqual(atVenue)
          if ((ours?.orders.length ?? 0) > 0) met('orders')
          if (ours?.held.some(({ qty }) => qty !== 0) === true) met('held')
          if (ours?.held.some(({ tradingStop }) => tradingStop !== null) === true) met('stops')
        })
      }),
      { seed: 311, numRuns: 80 },
    )
    expect(count('orders')).toBeGreaterThan(1_000)
    expect(count('held')).toBeGreaterThan(1_000)
    expect(count('stops')).toBeGreaterThan(200)
  })

  it('agrees with the venue again once all that was under way is there', () => {
    const { met, count } = tally()
    fc.assert(
      fc.property(venueHistory(90, latent), (history) => {
        const engine = played(history, (state) => {
          const [atVenue, ours] = sides(state)
          if (JSON.stringify(atVenue) !== JSON.stringify(ours)) met('apart')
        })
        for (let minute = 0; minute < 20 && isUnderWay(engine.state); minute++)
          step(engine, (engine.state.at + 60_000_000) as TimestampUs, { type: 'ClockAdvanced' })
        expect(isUnderWay(engine.state)).toBe(false)
        const [atVenue, ours] = sides(engine.state)
        expect(ours).toStrictEqual(atVenue)
        const { venue, market } = engine.state
        if (venue.market !== null) expect(market).toStrictEqual(venue.market)
        met('together')
      }),
      { seed: 312, numRuns: 100 },
    )
    expect(count('apart')).toBeGreaterThan(500)
    expect(count('together')).toBe(100)
  })

  it('holds what was delivered, and nothing else', () => {
    const { met, count } = tally()
    fc.assert(
      fc.property(venueHistory(80, latent), (history) => {
        const fold = new HeardFold(initialState(), history.opened)
        played(history, (state, entries) => {
          for (const entry of entries) fold.line(entry)
          expect(fold.state.market).toStrictEqual(state.market)
          expect(fold.state.accounts).toStrictEqual(state.accounts)
          expect(openOrdersOf(fold.state)).toStrictEqual(openOrdersOf(state))
          for (const { message } of entries) if (message.type === 'Delivered') met('delivered')
          if (fold.underWay > 0) met('under way')
        })
      }),
      { seed: 313, numRuns: 60 },
    )
    expect(count('delivered')).toBeGreaterThan(1_000)
    expect(count('under way')).toBeGreaterThan(500)
  })

  it('is of lines in their own order on each way, none before it was said', () => {
    const { met, count } = tally()
    fc.assert(
      fc.property(venueHistory(80, latent), (history) => {
        const said = new Map<number, Entry>()
        const last = { feed: 0, response: 0 }
        played(history, (_, entries) => {
          for (const entry of entries) {
            said.set(entry.seq, entry)
            if (entry.message.type !== 'Delivered') continue
            const of = said.get(entry.cause ?? 0)
            const way = of !== undefined && isInputType(of.message.type) ? 'feed' : 'response'
            expect(entry.cause).toBeGreaterThan(last[way])
            expect(entry.at).toBeGreaterThanOrEqual(of?.at ?? Infinity)
            last[way] = entry.cause ?? 0
            met(way)
          }
        })
      }),
      { seed: 314, numRuns: 60 },
    )
    expect(count('feed')).toBeGreaterThan(500)
    expect(count('response')).toBeGreaterThan(500)
  })
})

type Made = { readonly held: number; readonly cash: number; readonly fees: number }
const nothingMade: Made = { held: 0, cash: 0, fees: 0 }

describe('money', () => {
  it('is conserved: what fills paid, fees, funding and the P&L at any mark add up to the unit', () => {
    const { met, count } = tally()
    fc.assert(
      fc.property(venueHistory(90), fc.integer({ min: 1, max: 20_000_000 }), (history, mark) => {
        const made = new Map<string, Made>()
        const { state } = played(history, (_, entries) => {
          for (const { message } of entries) {
            if (message.type === 'FundingSettled') {
              const place = `${message.account} ${message.symbol}`
              const before = made.get(place) ?? nothingMade
              made.set(place, { ...before, cash: before.cash - message.amount })
              if (message.amount !== 0) met('funding')
            }
            if (message.type !== 'OrderFilled') continue
            const signed = message.side === 'Buy' ? message.qty : 0 - message.qty
            const place = `${message.account} ${message.symbol}`
            const { held, cash, fees } = made.get(place) ?? nothingMade
            made.set(place, {
              held: held + signed,
              cash: cash - signed * message.price - message.fee,
              fees: fees + message.fee,
            })
          }
        })
        for (const [place, position] of positionsOf(state)) {
          const { held, cash, fees } = made.get(place) ?? nothingMade
          expect([position.qty, position.fees]).toStrictEqual([held, fees])
          const pnl =
            position.realizedPnl + unrealizedPnl(position, mark) - position.fees - position.funding
          expect(cash + position.qty * mark).toBe(pnl)
          if (position.realizedPnl !== 0) met('realized')
          if (position.qty !== 0 && position.fees !== 0) met('held, with fees')
        }
      }),
      { seed: 315, numRuns: 150 },
    )
    expect(count('realized')).toBeGreaterThan(50)
    expect(count('held, with fees')).toBeGreaterThan(50)
    expect(count('funding')).toBeGreaterThan(20)
  })
})
