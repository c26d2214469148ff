import fc from 'fast-check'

import type { AccountName, Input, SessionOpened, Text, TimestampUs } from '../../src'
import {
  aPlaceOrder,
  aSession,
  accountTermsOf,
  accountsText,
  anEdge,
  anInstrument,
  example,
  storyStartUs,
} from '../../src'
import { anyAccounts } from './any-accounts'
import { rulesText } from './rules'

/** An input and when it comes in. */
export type Timed = { readonly at: TimestampUs; readonly input: Input }

/** A header, and what comes in after it; the listings of its two symbols come first. */
export type History = { readonly opened: SessionOpened; readonly inputs: ReadonlyArray<Timed> }

const symbols = ['BTCUSDT', 'ETHUSDT'] as const

/** Some rules, tight enough to be broken within a few engine seconds. */
const anyRules: fc.Arbitrary<string> = fc
  .subarray(
    [
      { rule: 'order-rate', limit: 2, windowUs: 40_000 },
      { rule: 'order-rate', limit: 5, windowUs: 200_000, scope: 'symbol', resume: 2 },
      { rule: 'order-rate', limit: 6, windowUs: 300_000, action: 'reduce' },
      { rule: 'order-rate', limit: 4, windowUs: 150_000, scope: 'account' },
      { rule: 'open-orders', limit: 4, scope: 'account' },
      { rule: 'drawdown', limit: 400_000, scope: 'account' },
      { rule: 'fill-rate', limit: 3, windowUs: 300_000, scope: 'account' },
      { rule: 'open-orders', limit: 3, scope: 'symbol', resume: 1 },
      { rule: 'open-orders', limit: 5 },
      { rule: 'price-collar', limit: 1_500_000 },
      { rule: 'order-notional', limit: 2_900_000_000, action: 'freeze-symbol' },
      { rule: 'day-loss', limit: 2_000_000 },
      { rule: 'drawdown', limit: 500_000, action: 'reduce' },
      { rule: 'position-age', limit: 400_000 },
      { rule: 'stale-data', limit: 300_000 },
      { rule: 'fill-rate', limit: 2, windowUs: 100_000, action: 'reduce' },
      { rule: 'reject-rate', limit: 1, windowUs: 500_000, scope: 'symbol' },
      { rule: 'thaw', limit: 100_000, edgeBps: 2_000_000 },
    ] as const,
    { minLength: 1 },
  )
  .map((rules) => rulesText(...rules))

const anyOpened: fc.Arbitrary<SessionOpened> = fc
  .record({
    venue: fc.constantFrom('bybit', 'fake'),
    fillModel: fc.constantFrom('scheduled', 'touch', 'queue', 'queue'),
    queueModel: fc.constantFrom('risk-averse', 'power', 'power-2', 'power-3', 'log', 'log-2'),
    queuePower: fc.constantFrom('0.5', '1', '2', '3'),
    feedLatency: fc.constantFrom('0', '0', 'constant 700', 'normal 20000 8000'),
    entryLatency: fc.constantFrom('0', '0', 'constant 1000', 'lognormal 9000 0.8'),
    responseLatency: fc.constantFrom('0', '0', 'constant 500', 'recorded 0:100 900000:70000'),
    fillRate: fc.constantFrom('0', '0.5', '1'),
    rejectRate: fc.constantFrom('0', '0.3'),
    partialFillRate: fc.constantFrom('0', '0.6', '1'),
    latencyUs: fc.constantFrom(0, 1_000, 50_000),
    makerFeeRate: fc.constantFrom('0', '0.0002', '-0.00005'),
    accounts: anyAccounts,
    seed: fc.nat(1_000_000),
    inventoryUsdMax: fc.constantFrom('500', '2500', '1000000'),
    totalNotionalUsdMax: fc.constantFrom('1000', '4000', '5000000'),
    sealLinesMax: fc.constantFrom(5, 40, 1_000),
    sealBytesMax: fc.constantFrom(600, 100_000),
    edgeSource: fc.constantFrom('external', 'markout'),
    riskRules: fc.oneof(fc.constant('[]'), anyRules),
    markoutHorizonsUs: fc.constantFrom('', '1000', '50000,1000', '1000,1000000'),
    edgeHorizonUs: fc.constant(1_000),
    edgeFillsMin: fc.constantFrom(1, 3),
    edgeFillsMax: fc.constantFrom(3, 20),
    edgeMean: fc.constantFrom('window', 'ewma'),
    edgeHalfLifeFills: fc.constantFrom(1, 2, 7),
    edgeScope: fc.constantFrom('symbol', 'total', 'both'),
    snapshotLinesMax: fc.constantFrom(0, 7, 60),
    stateDigestLinesMax: fc.constantFrom(0, 1, 15, 50),
    rollBytesMax: fc.constantFrom(0, 0, 4_000),
    rollAfterUs: fc.constantFrom(0, 0, 700_000),
  })
  .map((values) =>
    aSession({
      ...values,
      accounts: accountsText(values.accounts),
      symbols: symbols.join(','),
    }),
  )

type Making = {
  updates: number
  readonly snapshots: Set<string>
  readonly accounts: ReadonlyArray<AccountName>
}
type Maker = (making: Making) => Input

const cents = (price: number): string => (price / 100).toFixed(2)
const milli = (qty: number): string => (qty / 1_000).toFixed(3)

const symbol = fc.constantFrom(...symbols)
const mid = fc.integer({ min: 5_999_000, max: 6_001_000 })
const qty = fc.integer({ min: 1, max: 60 })
const person = { symbol: null, actor: 'ana', note: 'because' }

const aQuoteOf: fc.Arbitrary<Maker> = fc
  .record({ symbol, mid, gap: fc.integer({ min: 1, max: 300 }), isEmpty: fc.nat(9) })
  .map(
    ({ symbol, mid, gap, isEmpty }) =>
      () =>
        example('QuoteObserved', {
          symbol,
          bid: isEmpty === 0 ? null : cents(mid - gap),
          bidQty: isEmpty === 0 ? null : '1',
          ask: cents(mid + gap),
          askQty: '2',
          venueAt: null,
          crossSeq: null,
        }),
  )

const aBook: fc.Arbitrary<Maker> = fc
  .record({
    symbol,
    mid,
    kind: fc.constantFrom('snapshot', 'delta'),
    sizes: fc.array(qty, { maxLength: 5 }),
  })
  .map(({ symbol, mid, kind, sizes }) => (making) => {
    making.updates += 1
    const isFirst = !making.snapshots.has(symbol)
    making.snapshots.add(symbol)
    return example('BookUpdated', {
      symbol,
      kind: isFirst ? 'snapshot' : kind,
      depth: 50,
      bids: sizes.map((size, i) => [cents(mid - 50 * (i + 1)), milli(size % 7 === 0 ? 0 : size)]),
      asks: sizes.map((size, i) => [cents(mid + 50 * (i + 1)), milli(size % 5 === 0 ? 0 : size)]),
      updateId: making.updates,
      crossSeq: making.updates,
      venueAt: 1,
    })
  })

const aMarketEvent: fc.Arbitrary<Maker> = fc
  .record({
    symbol,
    mid,
    qty,
    kind: fc.constantFrom('trade', 'ticker', 'edge', 'clock'),
    edge: fc.integer({ min: 0, max: 30 }),
  })
  .map(({ symbol, mid, qty, kind, edge }) => (making) => {
    making.updates += 1
    switch (kind) {
      case 'trade':
        return example('TradePrinted', {
          symbol,
          side: edge % 2 === 0 ? 'Sell' : 'Buy',
          price: cents(edge % 3 === 0 ? mid : mid - (mid % 50)),
          qty: milli(qty * 3),
          tradeId: `t-${String(making.updates)}`,
          venueAt: 1,
        })
      case 'ticker':
        return example('TickerUpdated', {
          symbol,
          last: cents(mid),
          mark: edge % 3 === 0 ? cents(mid) : null,
          index: edge % 4 === 0 ? cents(mid + 7) : null,
          venueAt: 1,
        })
      case 'edge':
        return anEdge({ symbol, edgeBps: String(edge) })
      default:
        return example('ClockAdvanced', {})
    }
  })

const anyTerms = fc.constantFrom(
  { orderType: 'Market', price: null, timeInForce: 'IOC' },
  { orderType: 'Market', price: null, timeInForce: 'IOC', reduceOnly: true },
  { timeInForce: 'IOC', smpType: 'CancelMaker' },
  { timeInForce: 'FOK' },
  { timeInForce: 'PostOnly', smpType: 'CancelBoth' },
  { reduceOnly: true },
  { triggerBy: 'LastPrice', triggerDirection: 'Rise', triggerPrice: '60000.50' },
  { triggerBy: 'IndexPrice', triggerDirection: 'Fall', triggerPrice: '59999.50' },
  { triggerBy: 'MarkPrice', triggerDirection: 'Fall', triggerPrice: '60000' },
  { triggerBy: 'LastPrice', triggerDirection: null, triggerPrice: '60000' },
)

const aTradingStop: fc.Arbitrary<Maker> = fc
  .record({
    symbol,
    takeProfit: fc.option(mid),
    stopLoss: fc.option(mid),
    by: fc.constantFrom('LastPrice', 'MarkPrice', 'IndexPrice'),
  })
  .map(({ symbol, takeProfit, stopLoss, by }) => ({ accounts, updates }) => {
    const onTick = (price: number | null) =>
      price === null ? null : cents(price % 7 === 0 ? price : price - (price % 50))
    return example('SetTradingStop', {
      account: accounts[updates % accounts.length],
      symbol,
      takeProfit: onTick(takeProfit),
      stopLoss: onTick(stopLoss),
      tpTriggerBy: by,
      slTriggerBy: 'MarkPrice',
    })
  })

const aCommand: fc.Arbitrary<Maker> = fc
  .record({
    symbol,
    mid,
    qty,
    kind: fc.nat(12),
    terms: anyTerms,
    side: fc.constantFrom('Buy', 'Sell'),
    order: fc.integer({ min: 1, max: 30 }),
  })
  .map(({ symbol, mid, qty, kind, side, order, terms }) => ({ accounts }) => {
    const account = accounts[order % accounts.length]
    if (kind < 5)
      return example('PlaceOrder', {
        account,
        symbol,
        side,
        price: cents(kind === 0 ? mid : mid - (mid % 50)),
        qty: milli(qty),
        orderLinkId: kind === 1 ? 'mine' : null,
      })
    if (kind > 10)
      return aPlaceOrder({
        account,
        symbol,
        side,
        qty: milli(qty),
        price: cents(mid - (mid % 50)),
        ...terms,
      })
    if (kind === 10)
      return example('AmendOrder', {
        symbol,
        orderId: `o-${String(order)}`,
        price: order % 3 === 0 ? null : cents(mid - (mid % 50)),
        qty: order % 2 === 0 ? null : milli(qty),
      })
    if (kind < 7)
      return example('CancelOrder', { symbol, orderId: `o-${String(order)}`, reason: 'STRATEGY' })
    if (kind === 7) {
      const about = { account: order % 5 === 0 ? account : null }
      return example('CancelAllOrders', { ...about, symbol: order % 2 === 0 ? symbol : null })
    }
    const whose = order % 3 === 1 ? account : null
    const asked = { ...person, account: whose, symbol: order % 3 === 0 ? symbol : null }
    if (kind === 8 && order < 15) return example('FreezeTrading', asked)
    if (kind === 8 && order < 21) return example('ReduceTrading', asked)
    return example('ThawTrading', order % 4 === 0 ? asked : person)
  })

const anyMaker = fc.oneof(
  { weight: 5, arbitrary: aQuoteOf },
  { weight: 2, arbitrary: aBook },
  { weight: 3, arbitrary: aMarketEvent },
  { weight: 3, arbitrary: aCommand },
  { weight: 1, arbitrary: aTradingStop },
)

/** What makes a session one whose orders fill by draws alone, with nothing under way. */
export const byDraws: Partial<SessionOpened> = {
  fillModel: 'scheduled',
  feedLatency: '0' as Text,
  entryLatency: '0' as Text,
  responseLatency: '0' as Text,
}

/** Any session: its rules, what is fixed of them, and inputs over a few engine seconds. */
export const anyHistory = (
  inputsMax: number,
  fixed: Partial<SessionOpened> = {},
): fc.Arbitrary<History> =>
  fc
    .record({
      opened: anyOpened,
      steps: fc.array(fc.tuple(anyMaker, fc.constantFrom(0, 0, 1, 1_000, 30_000, 200_000)), {
        minLength: 5,
        maxLength: inputsMax,
        size: 'max',
      }),
    })
    .map(({ opened, steps }) => {
      const accounts = accountTermsOf(opened).map(({ account }) => account)
      const making: Making = { updates: 0, snapshots: new Set(), accounts }
      const inputs: Array<Timed> = symbols.map((listed) => ({
        at: storyStartUs as TimestampUs,
        input: anInstrument({ symbol: listed }),
      }))
      let at = storyStartUs
      for (const [maker, passed] of steps) {
        at += passed
        inputs.push({ at: at as TimestampUs, input: maker(making) })
      }
      return { opened: { ...opened, ...fixed }, inputs }
    })
