import fc from 'fast-check'

import type {
  AccountName,
  Coin,
  Entry,
  FundingSettled,
  Instrument,
  Message,
  OrderFilled,
  OrderPlaced,
  State,
  Usd,
} from '../../src'
import {
  accountOf,
  coinScale,
  engineOf,
  freeOf,
  heldIn,
  notionalUsd,
  silent,
  step,
  walletOf,
  worstCaseUsd,
} from '../../src'
import type { History } from '../support/any-history'
import { anyHistory } from '../support/any-history'
import { OrderLedger } from '../support/order-ledger'
import { recorded } from '../support/recorded'
import { randomStrategy } from '../support/random-strategy'
import { tally } from '../support/tally'
import { spotHistory, venueHistory } from '../support/venue-history'
import { lawRuns } from '../support/law-runs'

const walked = (
  { opened, inputs }: History,
  visit: (state: State, entries: ReadonlyArray<Entry>) => void,
): State => {
  const engine = engineOf(silent)
  step(engine, inputs[0]?.at as never, opened)
  for (const { at, input } of inputs) visit(engine.state, step(engine, at, input))
  return engine.state
}

const wide = (units: number, scale: number): bigint => BigInt(units) * power(coinScale - scale)
const power = (n: number): bigint => BigInt(`1${'0'.repeat(n)}`)

/** What fills and funding brought each account of each coin, by the plainest means. */
class Cash {
  private readonly flows = new Map<string, bigint>()

  constructor(private readonly instrument: Instrument) {}

  heard({ message }: Entry): void {
    if (message.type === 'OrderFilled') this.filled(message)
    if (message.type === 'FundingSettled') this.funded(message)
  }

  of(account: string, coin: string): bigint {
    return this.flows.get(`${account} ${coin}`) ?? 0n
  }

  private funded({ account, amount }: FundingSettled): void {
    const { quoteCoin, priceScale, qtyScale } = this.instrument
    this.add(account, quoteCoin, -wide(amount, priceScale + qtyScale))
  }

  private filled({ account, side, qty, price, fee, feeQty }: OrderFilled): void {
    const { baseCoin, quoteCoin, priceScale, qtyScale } = this.instrument
    const signed = side === 'Buy' ? qty : 0 - qty
    const amount = priceScale + qtyScale
    this.add(account, baseCoin, wide(signed, qtyScale))
    this.add(account, quoteCoin, -wide(signed * price, amount))
    if (feeQty === null) this.add(account, quoteCoin, -wide(fee, amount))
    else this.add(account, baseCoin, -wide(feeQty, qtyScale + Math.min(priceScale, 4)))
  }

  private add(account: string, coin: string, units: bigint): void {
    this.flows.set(`${account} ${coin}`, this.of(account, coin) + units)
  }
}

const started = (state: State, account: AccountName, coin: string): bigint =>
  wide(accountOf(state, account).terms.balances?.[coin as Coin] ?? 0, 8)

const namesOf = ({ accounts }: State) => Object.keys(accounts) as Array<AccountName>
const instrumentOf = ({ instruments }: State) => Object.values(instruments)[0] as Instrument

describe('balances on spot', () => {
  it('are what accounts began with and what fills brought, coin by coin, to the unit', () => {
    const { met, count } = tally()
    fc.assert(
      fc.property(spotHistory(90), (history) => {
        const cash = { of: null as Cash | null }
        walked(history, (state, entries) => {
          cash.of ??= new Cash(instrumentOf(state))
          for (const entry of entries) {
            cash.of.heard(entry)
            if (entry.message.type === 'OrderFilled')
              met(entry.message.feeQty === null ? 'fee in quote' : 'fee in base')
          }
          const { baseCoin, quoteCoin } = instrumentOf(state)
          for (const account of namesOf(state))
            for (const coin of [baseCoin, quoteCoin])
              expect([account, coin, walletOf(state, account, coin)]).toStrictEqual([
                ...[account, coin, started(state, account, coin) + cash.of.of(account, coin)],
              ])
        })
      }),
      { seed: 401, numRuns: 80 },
    )
    expect(count('fee in quote')).toBeGreaterThan(100)
    expect(count('fee in base')).toBeGreaterThan(100)
  })

  it('never come out below zero, nor does what is left of them', () => {
    const { met, count } = tally()
    fc.assert(
      fc.property(spotHistory(90), (history) => {
        walked(history, (state, entries) => {
          const { baseCoin, quoteCoin } = instrumentOf(state)
          for (const { message } of entries)
            if (message.type === 'OrderRejected') met(message.reason)
          for (const account of namesOf(state)) {
            if (accountOf(state, account).terms.balances === null) continue
            for (const coin of [baseCoin, quoteCoin]) {
              expect(walletOf(state, account, coin)).toBeGreaterThanOrEqual(0n)
              expect(freeOf(state, account, coin)).toBeGreaterThanOrEqual(0n)
            }
          }
        })
      }),
      { seed: 402, numRuns: lawRuns(80) },
    )
    expect(count('INSUFFICIENT_BALANCE')).toBeGreaterThan(lawRuns(100))
  })

  it('have committed what open orders could still take of them, and no more', () => {
    const { met, count } = tally()
    fc.assert(
      fc.property(spotHistory(90), (history) => {
        const ledger = new OrderLedger()
        walked(history, (state, entries) => {
          for (const entry of entries) ledger.heard(entry)
          const { baseCoin, quoteCoin, priceScale, qtyScale } = instrumentOf(state)
          for (const account of namesOf(state)) {
            if (accountOf(state, account).terms.balances === null) continue
            const own = [...ledger.open.values()].filter(
              ({ placed, isWaiting }) => placed.account === account && !isWaiting,
            )
            const sum = (side: string, of: (told: (typeof own)[number]) => bigint): bigint =>
              own.reduce((all, told) => all + (told.placed.side === side ? of(told) : 0n), 0n)
            const bought = sum('Buy', ({ price, leavesQty }) =>
              wide((price ?? 0) * leavesQty, priceScale + qtyScale),
            )
            const sold = sum('Sell', ({ leavesQty }) => wide(leavesQty, qtyScale))
            const committed = (coin: Coin): bigint =>
              walletOf(state, account, coin) - freeOf(state, account, coin)
            expect([committed(quoteCoin), committed(baseCoin)]).toStrictEqual([bought, sold])
            if (bought > 0n) met('bought')
            if (sold > 0n) met('sold')
          }
        })
      }),
      { seed: 403, numRuns: 80 },
    )
    expect(count('bought')).toBeGreaterThan(500)
    expect(count('sold')).toBeGreaterThan(300)
  })
})

describe('balances on linear', () => {
  it('are what was realized, less fees; what is left covers what rests where nothing is held', () => {
    const { met, count } = tally()
    fc.assert(
      fc.property(venueHistory(90), (history) => {
        const ledger = new OrderLedger()
        const cash = { of: null as Cash | null }
        walked(history, (state, entries) => {
          cash.of ??= new Cash(instrumentOf(state))
          for (const entry of entries) {
            ledger.heard(entry)
            cash.of.heard(entry)
            if (entry.message.type === 'FundingSettled' && entry.message.amount !== 0) met('funded')
          }
          const { symbol, quoteCoin } = instrumentOf(state)
          for (const account of namesOf(state)) {
            if (accountOf(state, account).terms.balances === null) continue
            if (heldIn(state, account, symbol) !== 0) continue
            const wallet = walletOf(state, account, quoteCoin)
            const flowed = cash.of.of(account, quoteCoin)
            expect(wallet).toBe(started(state, account, quoteCoin) + flowed)
            if (flowed !== 0n) met('flat after trades')
            const rests = [...ledger.open.values()].some(({ placed }) => placed.account === account)
            if (!rests) expect(freeOf(state, account, quoteCoin)).toBe(wallet)
          }
        })
      }),
      { seed: 404, numRuns: lawRuns(200) },
    )
    expect(count('flat after trades')).toBeGreaterThan(lawRuns(100))
    expect(count('funded')).toBeGreaterThan(lawRuns(30))
  })

  it('are refused nothing that only closes what is held', () => {
    const { met, count } = tally()
    fc.assert(
      fc.property(venueHistory(90), (history) => {
        const held = new OrderLedger()
        walked(history, (_, entries) => {
          for (const entry of entries) {
            const { message } = entry
            if (message.type === 'OrderRejected' && message.reason === 'INSUFFICIENT_BALANCE') {
              const placed = held.placed.get(message.orderId)
              const qty = held.heldQty(`${message.account} ${message.symbol}`)
              const closes = placed?.side === 'Buy' ? -qty : qty
              const ahead = [...held.open.values()]
                .filter(({ placed: other }) => other.account === message.account)
                .filter(({ placed: other, isWaiting }) => other.side === placed?.side && !isWaiting)
                .filter(({ placed: other }) => !other.reduceOnly)
                .reduce((sum, { leavesQty }) => sum + leavesQty, 0)
              expect(ahead + (placed?.qty ?? 0)).toBeGreaterThan(closes)
              met('rejected')
              if (closes > 0) met('rejected while it could close')
            }
            held.heard(entry)
          }
        })
      }),
      { seed: 405, numRuns: 1_000 },
    )
    expect(count('rejected')).toBeGreaterThan(60)
    expect(count('rejected while it could close')).toBeGreaterThan(10)
  })
})

describe('limits across accounts', () => {
  it('hold for the worst case of all of them, at the mark an order was judged by', () => {
    const { met, count } = tally()
    fc.assert(
      fc.property(anyHistory(80), (history) => {
        const { entries } = recorded(history, randomStrategy)
        for (const { message } of entries) {
          if (message.type !== 'OrderDenied') continue
          met(message.reason)
          if (message.limit === null || message.observed === null) continue
          expect(Number(message.observed)).toBeGreaterThan(Number(message.limit))
        }
      }),
      { seed: 406, numRuns: 250 },
    )
    for (const each of ['ACCOUNT_INVENTORY_LIMIT', 'ACCOUNT_NOTIONAL_LIMIT', 'INVENTORY_LIMIT'])
      expect([each, count(each) > 5]).toStrictEqual([each, true])
  })

  it('let no order lead beyond them, whatever else its account and the others rest', () => {
    const { met, count } = tally()
    fc.assert(
      fc.property(venueHistory(90), (history) => {
        const limited = { ...history.opened, inventoryUsdMax: limitUsd as Usd }
        walked({ ...history, opened: limited }, (state, entries) => {
          const order = entries.map(({ message }) => message).find(isPlaced)
          const filled = entries.some(({ message }) => message.type === 'OrderFilled')
          if (order === undefined || order.reduceOnly || filled) return
          const others = namesOf(state).filter((name) => name !== order.account)
          const worst = others.map((name) => worstCaseUsd(state, name, order.symbol))
          const theirs = worst.reduce((sum, usd) => sum + usd, 0)
          const own = onSideUsd(state, order)
          expect(own).toBeLessThanOrEqual(limitUsd)
          // the other side may be the worse one, which the order then leaves as it was
          if (own < worstCaseUsd(state, order.account, order.symbol)) return met('no worse')
          expect(theirs + own).toBeLessThanOrEqual(limitUsd)
          if (theirs > 0) met('beside others')
        })
      }),
      { seed: 407, numRuns: lawRuns(140) },
    )
    expect(count('beside others')).toBeGreaterThan(lawRuns(100))
  })
})

const limitUsd = 3_000_000_000

const isPlaced = (message: Message): message is OrderPlaced => message.type === 'OrderPlaced'

/** What an account could come to on an order's side, with the order placed. */
const onSideUsd = (state: State, { account, symbol, side }: OrderPlaced): number => {
  const { positions, exposure } = accountOf(state, account)
  const held = positions[symbol]?.qty ?? 0
  const { buyQty = 0, sellQty = 0 } = exposure[symbol] ?? {}
  const qty = side === 'Buy' ? held + buyQty : sellQty - held
  const mark = state.market[symbol]?.mark ?? 0
  return notionalUsd(instrumentOf(state), Math.max(qty, 0), mark)
}
