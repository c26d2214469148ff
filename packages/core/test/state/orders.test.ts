import type { Told, VenueAccount } from '../../src'
import {
  aPlaceOrder,
  aQuote,
  aSession,
  anEdge,
  anInstrument,
  engineAfter,
  example,
  noSlice,
  passed,
  reducerOf,
  silent,
} from '../../src'
import { mainOf } from '../support/main-account'

const order = { orderId: 'o-1', symbol: 'BTCUSDT' }
const placed = (values: object = {}) =>
  example('OrderPlaced', {
    ...order,
    side: 'Buy',
    price: '61000',
    qty: '0.010',
    orderLinkId: 'mine',
    ...values,
  })
const filled = (qty: string, leavesQty: string, values: object = {}) =>
  example('OrderFilled', {
    fillId: 'f-1',
    ...order,
    side: 'Buy',
    price: '61000',
    qty,
    leavesQty,
    fee: '0',
    ...values,
  })
const canceled = example('OrderCanceled', { ...order, leavesQty: '0.010', reason: 'STRATEGY' })
const rejected = example('OrderRejected', { ...order, reason: 'SIMULATED_FAULT', retCode: 10016 })

const accepted = example('OrderAccepted', order)

const stateAfter = (...history: ReadonlyArray<Told>) => engineAfter(silent, history).state
const ordersAfter = (...history: ReadonlyArray<Told>) => stateAfter(...history).orders
const none = {
  openCount: 0,
  exposure: { BTCUSDT: { buyQty: 0, sellQty: 0, openOrders: 0 } },
}

describe('an order', () => {
  it('is open from the moment risk lets it through, and rests on its side', () => {
    expect(ordersAfter(placed())).toMatchObject({
      open: { 'o-1': { number: 1, leavesQty: 10, isAccepted: false } },
      openCount: 1,
      lastOrder: 1,
    })
    expect(mainOf(stateAfter(placed()))).toMatchObject({
      openCount: 1,
      exposure: { BTCUSDT: { buyQty: 10, sellQty: 0, openOrders: 1 } },
    })
    expect(mainOf(stateAfter(placed({ side: 'Sell' }))).exposure).toMatchObject({
      BTCUSDT: { buyQty: 0, sellQty: 10 },
    })
  })

  it('is accepted when the venue says so', () => {
    const state = stateAfter(placed(), accepted)
    expect(state.orders.open).toMatchObject({ 'o-1': { isAccepted: true } })
  })

  it('leaves a remainder when it is filled in part', () => {
    expect(ordersAfter(placed(), accepted, filled('0.004', '0.006'))).toMatchObject({
      open: { 'o-1': { leavesQty: 6 } },
    })
    const state = stateAfter(placed(), accepted, filled('0.004', '0.006'))
    expect(mainOf(state).exposure).toMatchObject({ BTCUSDT: { buyQty: 6, openOrders: 1 } })
  })

  it.each([
    ['filled', [accepted, filled('0.010', '0')]],
    ['canceled', [accepted, canceled]],
    ['rejected', [rejected]],
  ])('is gone from every table once it is %s', (_, end) => {
    const state = stateAfter(placed(), ...end)
    const { orders, venue } = state
    expect(orders).toMatchObject({ openCount: 0, lastOrder: 1 })
    expect(mainOf(state)).toMatchObject(none)
    expect(orders.open).toStrictEqual({})
    const { main } = venue.accounts as Readonly<Record<string, VenueAccount>>
    expect([venue.orders, main?.openCount, main?.links]).toStrictEqual([{}, 0, {}])
  })

  it.each<readonly [string, ReadonlyArray<Told>, string]>([
    ['twice', [placed(), placed()], 'o-1 is placed twice'],
    ['in a symbol never listed', [placed({ symbol: 'XYZUSDT' })], 'XYZUSDT was never listed'],
  ])('cannot be placed %s', (_, history, says) => {
    expect(() => stateAfter(...history)).toThrow(says)
  })

  it.each([
    ['more than it leaves', filled('0.011', '0')],
    ['nothing', filled('0', '0.010')],
    ['what does not add up', filled('0.004', '0.005')],
  ])('cannot fill %s', (_, fill) => {
    expect(() => stateAfter(placed(), accepted, fill)).toThrow(/^o-1 cannot fill/)
  })

  it.each([
    ['filled', filled('0.010', '0'), 'o-1 is not at the venue'],
    ['canceled', canceled, 'o-1 is not at the venue'],
    ['rejected', rejected, 'o-1 is not open'],
    ['accepted', accepted, 'o-1 was never placed'],
  ])('cannot be %s when it is not open', (_, message, says) => {
    expect(() => stateAfter(message)).toThrow(says)
  })
})

describe('totals', () => {
  it('count what happened, and stay when orders go', () => {
    const cancel = example('CancelOrder', { ...order, reason: 'STRATEGY' })
    const off = aPlaceOrder({ price: '61000.01' })
    const thaw = example('ThawTrading', { symbol: null, actor: 'ana', note: 'checked' })
    const history = [
      aQuote(),
      aPlaceOrder(),
      passed(50_000),
      aPlaceOrder(),
      off,
      anEdge({ edgeBps: '0' }),
      cancel,
      thaw,
    ]
    expect(stateAfter(...history).totals).toStrictEqual({
      inputs: 10,
      placed: 2,
      denied: 1,
      accepted: 2,
      rejected: 0,
      fills: 1,
      filled: 1,
      canceled: 1,
      cancelRejected: 1,
      freezes: 1,
      reductions: 0,
      thaws: 1,
    })
  })

  it('count a partial fill as a fill, and not as an order that filled', () => {
    expect(stateAfter(placed(), accepted, filled('0.004', '0.006')).totals).toMatchObject({
      fills: 1,
      filled: 0,
    })
    expect(stateAfter(placed(), rejected).totals).toMatchObject({ rejected: 1 })
  })
})

describe('edge, risk and session', () => {
  it('keep the last edge of a symbol and of all, and how many there were', () => {
    const ofAll = anEdge({ symbol: null, edgeBps: '3' })
    const { edge } = stateAfter(anEdge({ edgeBps: '5' }), ofAll, anEdge({ edgeBps: '4.5' }))
    expect(edge.byAccount).toStrictEqual({})
    expect(edge.said).toStrictEqual({
      total: { edgeBps: 3_000_000, updates: 1 },
      bySymbol: { BTCUSDT: { edgeBps: 4_500_000, updates: 2 } },
    })
  })

  it('remember the last freeze and its line after a thaw', () => {
    const thaw = example('ThawTrading', { symbol: null, actor: 'ana', note: 'checked' })
    const { risk } = stateAfter(anEdge({ edgeBps: '0' }), thaw)
    expect(risk).toMatchObject({
      isFrozen: false,
      last: { seq: 4, event: { reason: 'EDGE_DEGRADATION' } },
    })
  })

  it('list an instrument anew without forgetting its market, unless its scales change', () => {
    const state = stateAfter(aQuote(), aPlaceOrder(), anInstrument({ lotSize: '0.005' }))
    expect(state.instruments).toMatchObject({ BTCUSDT: { lotSize: 5 } })
    expect(state.market).toMatchObject({ BTCUSDT: { bid: 6_100_000 } })
    expect(state.orders.openCount).toBe(1)
    expect(() => stateAfter(anInstrument({ priceScale: 3 }))).toThrow(
      'BTCUSDT changed its scales within a session',
    )
    expect(() => stateAfter(aSession(), aSession())).toThrow('a session opens once')
  })

  it('need no strategy: a reducer without a slice keeps none', () => {
    const { strategy } = reducerOf(noSlice).reduceAll(stateAfter(aQuote()), [])
    expect(strategy).toStrictEqual({})
    const opened = reducerOf(noSlice).reduce(
      { ...stateAfter(), config: null },
      { seq: 9 as never, at: 9 as never, cause: null, message: aSession() },
    )
    expect(opened).toMatchObject({ seq: 9, strategy: {} })
  })
})
