import fc from 'fast-check'

import type { Entry, MarketSymbol, OrderPlaced, RiskRule, SessionOpened, State } from '../../src'
import { initialState, noSlice, reducerOf, silent, stateDigest } from '../../src'
import type { History } from '../support/any-history'
import { anyHistory, byDraws } from '../support/any-history'
import { heardFills, isIncreasing } from '../support/heard-fills'
import { randomStrategy } from '../support/random-strategy'
import { recorded, replayed } from '../support/recorded'
import type { SomeRule } from '../support/rules'
import { rulesOfSome, rulesText } from '../support/rules'
import { sha256 } from '../support/sha256'
import { positionsOf } from '../support/main-account'

/** Every rule, none so tight that nothing else could happen. */
const all = [
  { rule: 'order-rate', limit: 3, windowUs: 30_000 },
  { rule: 'order-rate', limit: 4, windowUs: 200_000, scope: 'symbol', resume: 2 },
  { rule: 'open-orders', limit: 4, resume: 2 },
  { rule: 'open-orders', limit: 3, scope: 'symbol' },
  { rule: 'price-collar', limit: 2_000_000 },
  { rule: 'order-notional', limit: 3_300_000_000, action: 'freeze-symbol' },
  { rule: 'day-loss', limit: 900_000 },
  { rule: 'drawdown', limit: 500_000, action: 'reduce' },
  { rule: 'position-age', limit: 400_000 },
  { rule: 'stale-data', limit: 350_000 },
  { rule: 'fill-rate', limit: 2, windowUs: 60_000 },
  { rule: 'order-rate', limit: 3, windowUs: 60_000, scope: 'account' },
  { rule: 'drawdown', limit: 700_000, scope: 'account' },
  { rule: 'reject-rate', limit: 1, windowUs: 500_000, scope: 'symbol' },
  { rule: 'thaw', limit: 50_000, edgeBps: 2_000_000 },
] as const satisfies ReadonlyArray<SomeRule>

const ruled = ({ opened, inputs }: History, ...rules: ReadonlyArray<SomeRule>): History => ({
  opened: { ...opened, riskRules: rulesText(...rules) as SessionOpened['riskRules'] },
  inputs,
})

/** What happened to entries of a type, counted, so that no law is about nothing. */
const tally = () => {
  const counts = new Map<string, number>()
  return {
    met: (name: string) => counts.set(name, (counts.get(name) ?? 0) + 1),
    count: (name: string) => counts.get(name) ?? 0,
  }
}

describe('with all rules on', () => {
  it('a session gives the same bytes when it is executed again', () => {
    const { met, count } = tally()
    fc.assert(
      fc.property(
        anyHistory(80, byDraws),
        fc.integer({ min: 500, max: 9_000 }),
        (history, blockSize) => {
          const { bytes, entries } = recorded(ruled(history, ...all), randomStrategy)
          expect(replayed(bytes, randomStrategy, blockSize)).toBeNull()
          for (const { message } of entries) {
            if (message.type === 'TradingFrozen' || message.type === 'TradingReduced')
              met(message.reason)
            if (message.type === 'OrderDenied') met(`denied ${message.reason}`)
            if (message.type === 'TradingThawed') met(message.actor)
          }
        },
      ),
      { seed: 222, numRuns: 180 },
    )
    for (const reason of [
      ...['ORDER_NOTIONAL', 'DAY_LOSS', 'DRAWDOWN', 'POSITION_AGE', 'STALE_DATA', 'FILL_RATE'],
      ...['REJECT_RATE', 'rule:thaw', 'denied ORDER_RATE', 'denied OPEN_ORDERS'],
      ...['denied PRICE_COLLAR', 'denied REDUCING', 'denied FROZEN'],
    ])
      expect([reason, count(reason)]).not.toStrictEqual([reason, 0])
  })

  it('a line that restricts trading carries the digest of the state before it', () => {
    const { met, count } = tally()
    fc.assert(
      fc.property(anyHistory(60), (history) => {
        const { entries } = recorded(ruled(history, ...all), silent)
        const reducer = reducerOf(noSlice)
        const state = initialState()
        for (const entry of entries) {
          const { message } = entry
          if (message.type === 'TradingFrozen' || message.type === 'TradingReduced') {
            met('digest')
            expect(message.stateDigest).toBe(stateDigest(sha256, state))
          }
          reducer.apply(state, entry)
        }
      }),
      { seed: 202, numRuns: 30 },
    )
    expect(count('digest')).toBeGreaterThan(20)
  })

  it('a position never grows while trading may only reduce', () => {
    const { met, count } = tally()
    fc.assert(
      fc.property(anyHistory(80, byDraws), (history) => {
        const { entries } = recorded(ruled(history, ...all), randomStrategy)
        for (const fill of heardFills(entries)) {
          met(fill[0])
          if (fill[0] === 'reducing') expect(isIncreasing(fill)).toBe(false)
        }
      }),
      { seed: 203, numRuns: 400 },
    )
    expect(count('reducing')).toBeGreaterThan(10)
    expect(count('active')).toBeGreaterThan(100)
  })

  it('nothing is placed on quotes older than the limit', () => {
    const { met, count } = tally()
    fc.assert(
      fc.property(anyHistory(80, byDraws), (history) => {
        const rules = [{ rule: 'stale-data', limit: 20_000 }] as const
        const quoted = new Map<string, number>()
        for (const { at, message } of recorded(ruled(history, ...rules), randomStrategy).entries) {
          if (message.type === 'QuoteObserved' || message.type === 'BookUpdated')
            quoted.set(message.symbol, at)
          if (message.type === 'TickerUpdated' && !quoted.has(message.symbol))
            quoted.set(message.symbol, at)
          if (message.type === 'TradingFrozen' && message.reason === 'STALE_DATA') met('frozen')
          if (message.type !== 'OrderPlaced') continue
          met('placed')
          expect(at - (quoted.get(message.symbol) ?? 0)).toBeLessThanOrEqual(20_000)
        }
      }),
      { seed: 204, numRuns: 80 },
    )
    expect(count('frozen')).toBeGreaterThan(20)
    expect(count('placed')).toBeGreaterThan(20)
  })
})

describe('an order rate', () => {
  const rules = rulesOfSome(
    { rule: 'order-rate', limit: 2, windowUs: 1_000 },
    { rule: 'order-rate', limit: 3, windowUs: 60_000, scope: 'symbol' },
    { rule: 'order-rate', limit: 6, windowUs: 300_000, resume: 2 },
  )

  it('is exceeded in no sliding window of any journal', () => {
    const { met, count } = tally()
    fc.assert(
      fc.property(anyHistory(100, byDraws), (history) => {
        const { entries } = recorded(ruled(history, ...rules), randomStrategy)
        for (const rule of rules) {
          expect(mostInAWindow(entries, rule)).toBeLessThanOrEqual(rule.limit)
          if (mostInAWindow(entries, rule) === rule.limit) met(String(rule.limit))
        }
      }),
      { seed: 205, numRuns: 120 },
    )
    for (const { limit } of rules) expect(count(String(limit))).toBeGreaterThan(5)
  })
})

describe('the P&L that limits losses', () => {
  it('is the sum over all symbols, each rounded down, whatever happened', () => {
    const { met, count } = tally()
    fc.assert(
      fc.property(anyHistory(80, byDraws), (history) => {
        const far = [{ rule: 'drawdown', limit: 500_000_000_000 }] as const
        const { state } = recorded(ruled(history, ...far), randomStrategy).session
        expect(state.risk.pnl?.session.equityUsd).toBe(equityOf(state))
        if (equityOf(state) < 0) met('loss')
      }),
      { seed: 206, numRuns: 60 },
    )
    expect(count('loss')).toBeGreaterThan(10)
  })
})

const scopedTo = (scope: RiskRule['scope'], { account, symbol }: OrderPlaced): string => {
  if (scope === 'account') return account
  return scope === 'symbol' ? symbol : 'all'
}

/** The most orders placed within any stretch of a rule's window, each order tried as its end. */
const mostInAWindow = (entries: ReadonlyArray<Entry>, { scope, windowUs }: RiskRule): number => {
  const placed = entries.flatMap(({ at, message }) =>
    message.type === 'OrderPlaced' ? [{ at, of: scopedTo(scope, message) }] : [],
  )
  const counts = placed.map((end, i) => {
    const within = placed
      .slice(0, i + 1)
      .filter(({ at, of }) => of === end.of && at > end.at - Number(windowUs))
    return within.length
  })
  return Math.max(0, ...counts)
}

/** Prices have 2 decimals here and quantities 3: an amount unit is ten millionths of a dollar. */
const equityOf = (state: State): number => {
  let total = 0
  for (const [place, { qty, cost, realizedPnl, fees }] of positionsOf(state)) {
    const symbol = place.split(' ')[1] as MarketSymbol
    const mark = state.market[symbol]?.mark ?? 0
    total += (qty * mark - cost + realizedPnl - fees) * 10
  }
  return total
}
