import fc from 'fast-check'

import type { AccountName, Input, SessionOpened, TimestampUs } from '../../src'
import { aPlaceOrder, aSession, accountsText, anInstrument, example, storyStartUs } from '../../src'
import { anyAccounts, anySpotAccounts } from './any-accounts'
import type { History, Timed } from './any-history'

const symbol = 'BTCUSDT'
const tick = 50

/** The made market: a book that is never crossed, and counters. */
type Making = {
  at: number
  updates: number
  orders: number
  readonly accounts: ReadonlyArray<AccountName>
  readonly bids: Map<number, number>
  readonly asks: Map<number, number>
}
type Maker = (making: Making) => Input

const cents = (price: number): string => (price / 100).toFixed(2)
const milli = (qty: number): string => (qty / 1_000).toFixed(3)
const bestBid = ({ bids }: Making): number => Math.max(...bids.keys())
const bestAsk = ({ asks }: Making): number => Math.min(...asks.keys())
const levels = (side: Iterable<readonly [number, number]>) =>
  [...side].map(([price, qty]) => [cents(price), milli(qty)])

const side = fc.constantFrom('Buy', 'Sell')
const qty = fc.integer({ min: 1, max: 40 })

/** The middle moves by some ticks, a few levels get another size, and what is crossed is gone. */
const aBook: fc.Arbitrary<Maker> = fc
  .record({
    moved: fc.constantFrom(-2, -1, 0, 0, 0, 0, 1, 2),
    isSnapshot: fc.nat(11).map((n) => n === 0),
    sizes: fc.array(fc.tuple(side, fc.nat(4), qty), { minLength: 1, maxLength: 4 }),
  })
  .map(({ moved, isSnapshot, sizes }) => (making) => {
    const { bids, asks } = making
    const isFirst = making.updates === 0
    making.updates += 1
    const middle = (isFirst ? 6_000_000 : bestBid(making)) + moved * tick
    const changed = { bids: new Map<number, number>(), asks: new Map<number, number>() }
    const set = (of: 'bids' | 'asks', price: number, size: number): void => {
      if (size === 0) making[of].delete(price)
      else making[of].set(price, size)
      changed[of].set(price, size)
    }
    for (const price of [...bids.keys()]) if (price > middle) set('bids', price, 0)
    for (const price of [...asks.keys()]) if (price <= middle) set('asks', price, 0)
    if (!bids.has(middle)) set('bids', middle, 7)
    if (!asks.has(middle + tick)) set('asks', middle + tick, 9)
    for (const [of, depth, size] of sizes)
      if (of === 'Buy') set('bids', middle - depth * tick, size)
      else set('asks', middle + (depth + 1) * tick, size)
    const isWhole = isFirst || isSnapshot
    return example('BookUpdated', {
      symbol,
      kind: isWhole ? 'snapshot' : 'delta',
      depth: 50,
      bids: levels((isWhole ? bids : changed.bids).entries()),
      asks: levels((isWhole ? asks : changed.asks).entries()),
      updateId: making.updates,
      crossSeq: making.updates * 10,
      venueAt: making.at,
    })
  })

/** The touch of the book, with other sizes or a tick further in; now and then an old one. */
const aQuoteNear: fc.Arbitrary<Maker> = fc
  .record({
    bidQty: qty,
    askQty: qty,
    further: fc.constantFrom(0, 0, 0, -tick, tick),
    old: fc.nat(9),
  })
  .map(
    ({ bidQty, askQty, further, old }) =>
      (making) =>
        example('QuoteObserved', {
          symbol,
          bid: cents(bestBid(making) + Math.min(further, 0)),
          bidQty: milli(bidQty),
          ask: cents(bestAsk(making) + Math.max(further, 0)),
          askQty: milli(askQty),
          venueAt: making.at,
          crossSeq: old === 0 ? 1 : making.updates * 10 + 1,
        }),
  )

const aTrade: fc.Arbitrary<Maker> = fc
  .record({ side, qty, through: fc.constantFrom(0, 0, 0, 1, 2) })
  .map(({ side, qty, through }) => (making) => {
    making.updates += 1
    const touch = side === 'Buy' ? bestAsk(making) : bestBid(making)
    return example('TradePrinted', {
      symbol,
      side,
      price: cents(touch + (side === 'Buy' ? 1 : -1) * through * tick),
      qty: milli(qty),
      tradeId: `t-${String(making.updates)}`,
      venueAt: making.at,
    })
  })

const aTicker: fc.Arbitrary<Maker> = fc.integer({ min: -6, max: 6 }).map(
  (ticks) => (making) =>
    example('TickerUpdated', {
      symbol,
      last: cents(bestBid(making) + ticks * tick),
      mark: cents(bestBid(making) + 25),
      index: ticks % 2 === 0 ? cents(bestBid(making) + ticks) : null,
      fundingRate: ticks % 3 === 0 ? ((ticks + 1) / 10_000).toFixed(4) : null,
      nextFundingAt: ticks > 1 ? making.at + ticks * 1_000 : null,
      venueAt: making.at,
    }),
)

const stop = (triggerBy: string, triggerDirection: string) => ({ triggerBy, triggerDirection })
const terms = fc.constantFrom<object>(
  {},
  {},
  {},
  { timeInForce: 'PostOnly' },
  { timeInForce: 'PostOnly', smpType: 'CancelMaker' },
  { timeInForce: 'IOC' },
  { timeInForce: 'FOK' },
  { timeInForce: 'FOK', smpType: 'CancelTaker' },
  { reduceOnly: true },
  { reduceOnly: true },
  { reduceOnly: true, timeInForce: 'PostOnly' },
  { reduceOnly: true, timeInForce: 'FOK' },
  { smpType: 'CancelMaker' },
  { smpType: 'CancelTaker' },
  { smpType: 'CancelBoth' },
  { orderLinkId: 'mine' },
  { orderType: 'Market', price: null, timeInForce: 'IOC' },
  { orderType: 'Market', price: null, timeInForce: 'IOC', reduceOnly: true },
  stop('LastPrice', 'Rise'),
  { ...stop('LastPrice', 'Fall'), reduceOnly: true },
  { ...stop('LastPrice', 'Fall'), timeInForce: 'FOK' },
  { ...stop('MarkPrice', 'Rise'), orderType: 'Market', price: null, timeInForce: 'IOC' },
)

const anOrder: fc.Arbitrary<Maker> = fc
  .record({
    side,
    qty,
    terms,
    nth: fc.nat(3),
    ticks: fc.constantFrom(-3, -2, -1, -1, 0, 0, 0, 1, 2),
  })
  .map(({ side, qty, terms, nth, ticks }) => (making) => {
    making.orders += 1
    const isBuy = side === 'Buy'
    const price = isBuy ? bestBid(making) + ticks * tick : bestAsk(making) - ticks * tick
    const trigger = 'triggerBy' in terms ? triggerOf(making, terms) : {}
    const account = making.accounts[nth % making.accounts.length]
    const plain = { account, symbol, side, qty: milli(qty), price: cents(price) }
    return aPlaceOrder({ ...plain, ...terms, ...trigger })
  })

const triggerOf = (making: Making, terms: object) => {
  const isRise = 'triggerDirection' in terms && terms.triggerDirection === 'Rise'
  return { triggerPrice: cents(isRise ? bestAsk(making) + tick : bestBid(making) - tick) }
}

const aChange: fc.Arbitrary<Maker> = fc
  .record({ back: fc.nat(8), kind: fc.nat(7), qty, ticks: fc.integer({ min: -2, max: 2 }) })
  .map(({ back, kind, qty, ticks }) => (making) => {
    const orderId = `o-${String(Math.max(making.orders - back, 1))}`
    if (kind === 0) return example('CancelAllOrders', { symbol: null })
    if (kind < 3) return example('CancelOrder', { symbol, orderId, reason: 'STRATEGY' })
    return example('AmendOrder', {
      symbol,
      orderId,
      price: kind % 2 === 0 ? null : cents(bestBid(making) + ticks * tick),
      qty: kind % 2 === 0 || kind === 3 ? milli(qty) : null,
    })
  })

/** A take-profit and a stop-loss around the touch, as for a long or a short, or neither. */
const aTradingStop: fc.Arbitrary<Maker> = fc
  .record({
    isLong: fc.boolean(),
    ticks: fc.tuple(fc.integer({ min: -1, max: 2 }), fc.integer({ min: -1, max: 2 })),
    of: fc.constantFrom('both', 'both', 'profit', 'loss', 'loss', 'none'),
    by: fc.constantFrom('LastPrice', 'LastPrice', 'MarkPrice', 'IndexPrice'),
  })
  .map(({ isLong, ticks: [profit, loss], of, by }) => (making) => {
    const [above, below] = isLong ? [profit, loss] : [loss, profit]
    const [up, down] = [bestAsk(making) + above * tick, bestBid(making) - below * tick]
    return example('SetTradingStop', {
      account: making.accounts[making.updates % making.accounts.length],
      symbol,
      takeProfit: of === 'loss' || of === 'none' ? null : cents(isLong ? up : down),
      stopLoss: of === 'profit' || of === 'none' ? null : cents(isLong ? down : up),
      tpTriggerBy: by,
      slTriggerBy: 'LastPrice',
    })
  })

const aClock: fc.Arbitrary<Maker> = fc.constant(() => example('ClockAdvanced', {}))

const anyMaker = fc.oneof(
  { weight: 4, arbitrary: aBook },
  { weight: 3, arbitrary: aQuoteNear },
  { weight: 5, arbitrary: aTrade },
  { weight: 1, arbitrary: aTicker },
  { weight: 6, arbitrary: anOrder },
  { weight: 3, arbitrary: aChange },
  { weight: 3, arbitrary: aTradingStop },
  { weight: 1, arbitrary: aClock },
)

/** What an opened session of these histories may vary in. */
const anyOpening = fc.record({
  fillModel: fc.constantFrom('queue', 'queue', 'touch'),
  queueModel: fc.constantFrom('risk-averse', 'power', 'power-2', 'power-3', 'log', 'log-2'),
  queuePower: fc.constantFrom('0.5', '1', '3'),
  makerFeeRate: fc.constantFrom('0', '0.0002', '-0.00005'),
  takerFeeRate: fc.constantFrom('0', '0.00055'),
  seed: fc.nat(1_000_000),
})

/** Nothing takes any time. */
export const atOnce: fc.Arbitrary<object> = fc.constant({})

/** All three ways may take time. */
export const latent: fc.Arbitrary<object> = fc.record({
  feedLatency: fc.constantFrom('0', 'constant 700', 'normal 2000 800'),
  entryLatency: fc.constantFrom('0', 'constant 1000', 'lognormal 3000 0.8'),
  responseLatency: fc.constantFrom('0', 'lognormal 2000 0.8', 'recorded 0:100 900000:7000'),
})

/** One symbol's market with depth, and orders of every kind around its touch. */
export const venueHistory = (
  inputsMax: number,
  latencies: fc.Arbitrary<object> = atOnce,
): fc.Arbitrary<History> =>
  fc
    .record({
      opening: anyOpening,
      accounts: anyAccounts,
      latency: latencies,
      first: aBook,
      steps: fc.array(fc.tuple(anyMaker, fc.constantFrom(0, 1, 1_000, 1_000, 5_000)), {
        minLength: 20,
        maxLength: inputsMax,
        size: 'max',
      }),
    })
    .map(({ opening, accounts, latency, first, steps }) => {
      const making: Making = {
        ...{ at: storyStartUs, updates: 0, orders: 0 },
        accounts: accounts.map(({ account }) => account),
        bids: new Map(),
        asks: new Map(),
      }
      const inputs: Array<Timed> = [timed(making, anInstrument()), timed(making, first(making))]
      for (const [maker, passed] of steps) {
        making.at += passed
        inputs.push(timed(making, maker(making)))
      }
      return {
        opened: aSession({ ...opening, ...latency, accounts: accountsText(accounts) }),
        inputs,
      }
    })

/** The same on spot, where both accounts have some of both coins. */
export const spotHistory = (inputsMax: number): fc.Arbitrary<History> =>
  fc.tuple(venueHistory(inputsMax), anySpotAccounts).map(([{ opened, inputs }, accounts]) => ({
    opened: { ...opened, accounts: accountsText(accounts) as SessionOpened['accounts'] },
    inputs: inputs.map(({ at, input }) => ({
      at,
      input: input.type === 'InstrumentListed' ? { ...input, category: 'spot' as const } : input,
    })),
  }))

const timed = ({ at }: Making, input: Input): Timed => ({ at: at as TimestampUs, input })
