import fc from 'fast-check'

import type { Entry, OrderFilled, State, Strategy } from '../../src'
import { engineOf, isInputType, step } from '../../src'
import type { History, Timed } from '../support/any-history'
import { OrderLedger } from '../support/order-ledger'
import { randomStrategy } from '../support/random-strategy'
import { ShownBudget } from '../support/shown-budget'
import { tally } from '../support/tally'
import { expectVenueHoldsTogether } from '../support/venue-books'
import { latent, venueHistory } from '../support/venue-history'
import { lawRuns } from '../support/law-runs'

const strategy = randomStrategy as unknown as Strategy

/** Plays a history, and hands over the lines of each input with the state after it. */
const walked = (
  { opened, inputs }: History,
  visit: (entries: ReadonlyArray<Entry>, state: State) => void,
): State => {
  const engine = engineOf(strategy)
  visit(step(engine, inputs[0]?.at as Timed['at'], opened), engine.state)
  for (const { at, input } of inputs) visit(step(engine, at, input), engine.state)
  return engine.state
}

const both = fc.oneof(venueHistory(90), venueHistory(90, latent))
const isWithin = (side: string, limit: number, price: number): boolean =>
  side === 'Buy' ? price <= limit : price >= limit

const isOurs = (against: string): boolean => against === 'OWN' || against === 'ACCOUNT'

describe('a fill', () => {
  it('against a trade is of orders that it reached, as maker, and all are no more than it', () => {
    const { met, count } = tally()
    fc.assert(
      fc.property(both, (history) => {
        const ledger = new OrderLedger()
        const bySeq = new Map<number, Entry>()
        const left = new Map<number, number>()
        walked(history, (entries) => {
          for (const entry of entries) {
            const { seq, cause, message } = entry
            bySeq.set(seq, entry)
            if (message.type === 'TradePrinted') left.set(seq, message.qty)
            if (message.type === 'OrderFilled' && message.against === 'TRADE') {
              const trade = bySeq.get(cause ?? 0)?.message
              if (trade?.type !== 'TradePrinted') throw new Error('no trade caused it')
              const { side, price, qty } = message
              expect(side).not.toBe(trade.side)
              expect([message.liquidity, price]).toStrictEqual([
                'Maker',
                ledger.of(message.orderId).price,
              ])
              const isBetter = side === 'Buy' ? price > trade.price : price < trade.price
              const isQueue = history.opened.fillModel === 'queue'
              expect(isBetter || (isQueue && price === trade.price)).toBe(true)
              left.set(cause ?? 0, (left.get(cause ?? 0) ?? 0) - qty)
              expect(left.get(cause ?? 0)).toBeGreaterThanOrEqual(0)
              met(`${history.opened.fillModel} ${isBetter ? 'through' : 'at'}`)
            }
            ledger.heard(entry)
          }
        })
      }),
      { seed: 301, numRuns: lawRuns(200) },
    )
    for (const each of ['queue through', 'queue at', 'touch through'])
      expect([each, count(each) > lawRuns(50)]).toStrictEqual([each, true])
  })

  it('against the book takes no more of a level than it has shown since it was shown anew', () => {
    const { met, count } = tally()
    fc.assert(
      fc.property(both, (history) => {
        const budget = new ShownBudget()
        walked(history, (entries) => {
          for (const { message } of entries) {
            budget.heard(message)
            if (message.type !== 'OrderFilled' || message.against !== 'BOOK') continue
            budget.took(message)
            met(message.liquidity)
          }
        })
      }),
      { seed: 302, numRuns: lawRuns(200) },
    )
    expect(count('Taker')).toBeGreaterThan(lawRuns(500))
    expect(count('Maker')).toBeGreaterThan(lawRuns(50))
  })

  it('as maker is of the order that came first to its price, as long as that rests', () => {
    const { met, count } = tally()
    fc.assert(
      fc.property(both, (history) => {
        const ledger = new OrderLedger()
        walked(history, (entries) => {
          for (const entry of entries) {
            if (entry.message.type === 'OrderFilled' && entry.message.liquidity === 'Maker')
              met(expectFirst(ledger, entry.message) ? 'of several' : 'alone')
            ledger.heard(entry)
          }
        })
      }),
      { seed: 303, numRuns: lawRuns(200) },
    )
    expect(count('of several')).toBeGreaterThan(lawRuns(100))
  })

  it('is never beyond the price of its order, nor a taker of what only makes', () => {
    const { met, count } = tally()
    fc.assert(
      fc.property(both, (history) => {
        const ledger = new OrderLedger()
        walked(history, (entries) => {
          for (const entry of entries) {
            if (entry.message.type === 'OrderFilled') {
              const { orderId, side, price, liquidity } = entry.message
              const told = ledger.of(orderId)
              const { timeInForce, orderType } = told.placed
              expect(told.isWaiting).toBe(false)
              expect(isWithin(side, told.price ?? NaN, price)).toBe(true)
              if (timeInForce === 'PostOnly') expect(liquidity).toBe('Maker')
              met(orderType === 'Market' ? orderType : timeInForce)
            }
            ledger.heard(entry)
          }
        })
      }),
      { seed: 304, numRuns: lawRuns(150) },
    )
    for (const each of ['Market', 'PostOnly', 'GTC', 'IOC', 'FOK'])
      expect([each, count(each) > lawRuns(20)]).toStrictEqual([each, true])
  })

  it('of an order that only reduces brings the position nearer to none, and never past it', () => {
    const { met, count } = tally()
    fc.assert(
      fc.property(both, (history) => {
        const ledger = new OrderLedger()
        walked(history, (entries) => {
          for (const entry of entries) {
            const { message } = entry
            if (message.type === 'OrderFilled' && ledger.placed.get(message.orderId)?.reduceOnly) {
              const held = ledger.heldQty(`${message.account} ${message.symbol}`)
              const after = held + (message.side === 'Buy' ? 1 : -1) * message.qty
              expect(Math.abs(after)).toBeLessThan(Math.abs(held))
              expect(after * held).toBeGreaterThanOrEqual(0)
              met(message.liquidity)
            }
            ledger.heard(entry)
          }
        })
      }),
      { seed: 305, numRuns: lawRuns(150) },
    )
    expect(count('Maker')).toBeGreaterThan(lawRuns(15))
    expect(count('Taker')).toBeGreaterThan(lawRuns(20))
  })

  it('against our own comes in pairs, and never where self-matches are prevented', () => {
    const { met, count } = tally()
    fc.assert(
      fc.property(both, (history) => {
        const ledger = new OrderLedger()
        walked(history, (entries) => {
          const own = entries.flatMap(({ message, cause }) =>
            message.type === 'OrderFilled' && isOurs(message.against) ? [{ message, cause }] : [],
          )
          for (const entry of entries) ledger.heard(entry)
          for (let i = 0; i < own.length; i += 2) {
            const [maker, taker] = [own[i], own[i + 1]]
            const { price, qty } = maker?.message ?? {}
            expect(taker?.message).toMatchObject({ price, qty, liquidity: 'Taker' })
            expect(maker?.message.liquidity).toBe('Maker')
            expect(maker?.message.side).not.toBe(taker?.message.side)
            expect(maker?.cause).toBe(taker?.cause)
            const isOneAccount = maker?.message.account === taker?.message.account
            for (const side of [maker, taker])
              expect(side?.message.against).toBe(isOneAccount ? 'OWN' : 'ACCOUNT')
            if (!isOneAccount) met('between accounts')
            else expect(ledger.placed.get(taker?.message.orderId ?? '')?.smpType).toBe('None')
            met('pair')
          }
          for (const { message } of entries)
            if (message.type === 'OrderCanceled' && message.reason === 'SELF_MATCH')
              met('prevented')
        })
      }),
      { seed: 306, numRuns: lawRuns(220) },
    )
    expect(count('pair')).toBeGreaterThan(lawRuns(100))
    expect(count('between accounts')).toBeGreaterThan(lawRuns(20))
    expect(count('prevented')).toBeGreaterThan(lawRuns(50))
  })
})

describe('an order', () => {
  it('is filled or killed by one line; none stays open that may not rest', () => {
    const { met, count } = tally()
    fc.assert(
      fc.property(both, (history) => {
        const ledger = new OrderLedger()
        const filledBy = new Map<string, number | null>()
        walked(history, (entries) => {
          for (const entry of entries) {
            const { message, cause } = entry
            ledger.heard(entry)
            if (message.type !== 'OrderFilled') continue
            if (ledger.placed.get(message.orderId)?.timeInForce !== 'FOK') continue
            expect(filledBy.get(message.orderId) ?? cause).toBe(cause)
            filledBy.set(message.orderId, cause)
          }
          for (const { placed, isWaiting } of ledger.open.values())
            if (!isWaiting) expect(['GTC', 'PostOnly']).toContain(placed.timeInForce)
        })
        for (const [orderId, how] of ledger.ended) {
          const placed = ledger.placed.get(orderId)
          if (placed?.timeInForce !== 'FOK') continue
          if (!placed.reduceOnly) expect(filledBy.has(orderId)).toBe(how === 'OrderFilled')
          met(placed.reduceOnly ? 'reduce-only' : how)
        }
      }),
      { seed: 307, numRuns: lawRuns(150) },
    )
    for (const each of ['OrderFilled', 'OrderCanceled', 'reduce-only'])
      expect([each, count(each) > lawRuns(10)]).toStrictEqual([each, true])
  })

  it('has one end or is open at the venue, whose queues and counts hold together', () => {
    const { met, count } = tally()
    fc.assert(
      fc.property(both, (history) => {
        const ledger = new OrderLedger()
        walked(history, (entries, state) => {
          for (const entry of entries) ledger.heard(entry)
          expectVenueHoldsTogether(state, ledger, met)
          for (const { message } of entries) if (!isInputType(message.type)) met(message.type)
        })
        for (const orderId of ledger.placed.keys())
          if (ledger.open.has(orderId)) expect(ledger.ended.has(orderId)).toBe(false)
        for (const how of ledger.ended.values()) met(`ended ${how}`)
      }),
      { seed: 308, numRuns: lawRuns(160) },
    )
    for (const each of [
      ...['ended OrderFilled', 'ended OrderCanceled', 'ended OrderRejected', 'OrderTriggered'],
      ...['TradingStopSet', 'TradingStopRejected', 'TradingStopTriggered', 'trading stop'],
      ...['OrderAmended', 'two at a price', 'behind others', 'waiting', 'link', 'reduce-only'],
    ])
      expect([each, count(each) > lawRuns(30)]).toStrictEqual([each, true])
  })
})

/** Whether others of ours rest at the price of a maker's fill; none of them came before it. */
const expectFirst = (ledger: OrderLedger, { orderId, side }: OrderFilled): boolean => {
  const filled = ledger.of(orderId)
  const others = [...ledger.open.values()].filter(
    ({ placed, price, isWaiting }) =>
      placed.orderId !== orderId &&
      placed.side === side &&
      price === filled.price &&
      !isWaiting &&
      (placed.timeInForce === 'GTC' || placed.timeInForce === 'PostOnly'),
  )
  for (const { cameAt } of others) expect(cameAt).toBeGreaterThan(filled.cameAt)
  return others.length > 0
}
