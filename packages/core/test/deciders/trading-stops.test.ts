import type { Message, Told } from '../../src'
import {
  aPlaceOrder,
  aQuote,
  aSession,
  anInstrument,
  draw,
  engineAfter,
  example,
  passed,
  silent,
  specForEngine,
  stopOrderNumber,
  tell,
} from '../../src'
import { mainOf } from '../support/main-account'

const { given } = specForEngine(silent)
const symbol = 'BTCUSDT'
const ticker = (values: object) =>
  example('TickerUpdated', {
    ...{ symbol, last: null, mark: null, index: null, venueAt: 1 },
    ...values,
  })
const stop = (values: object) => example('SetTradingStop', { symbol, ...values })
const lose = stop({ stopLoss: '60000' })
const bought = aPlaceOrder({ price: '61001' })
const opened = (values: object = {}): ReadonlyArray<Told> => [
  aSession({ fillModel: 'queue', ...values }),
  anInstrument(),
  aQuote(),
  ticker({ last: '61000' }),
]
const held = [...opened(), bought]
const triggered = (values: object = {}) =>
  example('TradingStopTriggered', {
    ...{ orderId: 's-1', symbol, stopOrderType: 'StopLoss', side: 'Sell', qty: '0.010' },
    ...{ price: '57950.50', triggerBy: 'LastPrice', triggeredAt: '59000' },
    ...values,
  })
const typesOf = (said: ReadonlyArray<Message>) =>
  said.map((message) =>
    'orderId' in message ? `${message.type} ${message.orderId}` : message.type,
  )

describe('a trading stop', () => {
  it('goes past the risk monitor to the venue, which sets it', () => {
    given(...held)
      .when(lose)
      .then(
        example('TradingStopPlaced', { symbol, stopLoss: '60000' }),
        example('TradingStopSet', { symbol, stopLoss: '60000' }),
      )
  })

  it('is kept with the position, for a strategy to look at', () => {
    const both = stop({ stopLoss: '60000', takeProfit: '62000', tpTriggerBy: 'MarkPrice' })
    const { accounts, venue } = given(...held, both).state()
    const kept = {
      takeProfit: { price: 6_200_000, by: 'MarkPrice' },
      stopLoss: { price: 6_000_000, by: 'LastPrice' },
    }
    expect(accounts).toMatchObject({
      main: { positions: { BTCUSDT: { qty: 10, tradingStop: kept } } },
    })
    expect(venue.accounts).toMatchObject({
      main: { holdings: { BTCUSDT: { position: { tradingStop: kept } } } },
    })
  })

  it('closes the position by a market order of the venue’s own', () => {
    const end = given(...held, lose).when(ticker({ last: '59000' }))
    end.then(
      triggered(),
      example('OrderFilled', {
        ...{ fillId: 'f-2', orderId: 's-1', symbol, side: 'Sell', price: '61000', qty: '0.010' },
        ...{ leavesQty: '0', fee: '0', liquidity: 'Taker', against: 'BOOK' },
      }),
    )
    const state = given(...held, lose, ticker({ last: '59000' })).state()
    const { orders, totals } = state
    expect(mainOf(state).positions).toMatchObject({ BTCUSDT: { qty: 0, tradingStop: null } })
    expect(orders).toMatchObject({ open: {}, openCount: 0, lastOrder: 1 })
    expect(totals).toMatchObject({ placed: 1, accepted: 1, fills: 2, filled: 2 })
  })

  it('says no more than that it is rejected in a symbol that is not listed', () => {
    given(...held)
      .when(example('SetTradingStop', { symbol: 'XYZUSDT' }))
      .then(
        example('TradingStopPlaced', { symbol: 'XYZUSDT' }),
        example('TradingStopRejected', { symbol: 'XYZUSDT', reason: 'PARAMETERS_INVALID' }),
      )
  })

  it('waits as long as nothing tells what a market order may trade at', () => {
    const order = { orderId: 'o-1', symbol }
    const story = [
      aSession({ fillModel: 'queue' }),
      anInstrument(),
      example('OrderPlaced', { ...order, side: 'Buy', price: '61000', qty: '0.010' }),
      example('OrderAccepted', order),
      example('OrderFilled', {
        ...{ ...order, fillId: 'f-1', side: 'Buy', price: '61000', qty: '0.010', leavesQty: '0' },
        fee: '0',
      }),
      lose,
      ticker({ last: '59000' }),
    ]
    expect(mainOf(given(...story).state()).positions).toMatchObject({ BTCUSDT: { qty: 10 } })
    given(...story)
      .when(ticker({ mark: '61000' }))
      .then(
        triggered({ price: '57950' }),
        example('OrderCanceled', {
          ...{ orderId: 's-1', symbol, leavesQty: '0.010', reason: 'NOTHING_TO_TAKE' },
        }),
      )
  })

  it('has ids of its own: what we place before we hear of its order has another', () => {
    const late = [...opened({ responseLatency: 'constant 2000' }), bought, passed(2_000), lose]
    const woken = [...late, passed(2_000), ticker({ last: '59000' })]
    expect(given(...woken).state()).toMatchObject({
      orders: { open: {} },
      venue: { lastStopOrder: 1 },
      accounts: {
        main: { positions: { BTCUSDT: { qty: 10, tradingStop: { takeProfit: null } } } },
      },
    })
    const said = given(...woken)
      .when(aPlaceOrder())
      .said()
    expect(typesOf(said)).toStrictEqual(['OrderPlaced o-2', 'OrderAccepted o-2'])
    const state = given(...woken, aPlaceOrder(), passed(2_000)).state()
    expect(Object.keys(state.orders.open)).toStrictEqual(['o-2'])
    expect(mainOf(state).positions).toMatchObject({ BTCUSDT: { qty: 0, tradingStop: null } })
  })

  it('has an order that a freeze lets be, though we know it to be open', () => {
    // its reports come apart: that it was made at first, that it filled some milliseconds later
    const late = opened({ responseLatency: 'normal 20000 15000' })
    const story = [...late, bought, passed(200_000), lose, passed(200_000), aPlaceOrder()]
    const engine = engineAfter(silent, [...story, passed(200_000), ticker({ last: '59000' })])
    for (let ms = 0; ms < 100 && !('s-1' in engine.state.orders.open); ms++)
      tell(engine, passed(1_000))
    expect(Object.keys(engine.state.orders.open)).toStrictEqual(['o-2', 's-1'])
    expect(mainOf(engine.state)).toMatchObject({
      ...{ openCount: 2, exposure: { BTCUSDT: { sellQty: 0, openOrders: 2 } } },
    })
    const freeze = example('FreezeTrading', { symbol: null, actor: 'ana', note: 'lunch' })
    const said = tell(engine, freeze).map(({ message }) => message)
    expect(typesOf(said).filter((each) => each.startsWith('CancelOrder'))).toStrictEqual([
      'CancelOrder o-2',
    ])
  })

  it('has draws of its own: an order’s number counts below zero', () => {
    expect([stopOrderNumber('s-7' as never), stopOrderNumber('o-7' as never)]).toStrictEqual([
      -7, 0,
    ])
    const ordinals = [-7 * 4_096, 7 * 4_096, -8 * 4_096, 0]
    expect(new Set(ordinals.map((each) => draw(42, 'response-latency', each))).size).toBe(4)
  })

  it('takes its own draws to the venue and back, whatever orders do', () => {
    const latencies = {
      entryLatency: 'normal 20000 5000',
      responseLatency: 'normal 20000 5000',
    }
    /** After how long each of a story's last requests was answered, and that was heard. */
    const timesOf = (...requests: ReadonlyArray<Message>) => {
      const engine = engineAfter(silent, opened(latencies))
      return requests.map((request) => {
        const { at } = engine.state
        tell(engine, request)
        const entries = tell(engine, passed(500_000))
        return entries.slice(0, 2).map((entry) => entry.at - at)
      })
    }
    const [, alone] = timesOf(lose, lose)
    const [, , afterOrders] = timesOf(lose, aPlaceOrder({ price: '60000' }), lose)
    expect(afterOrders).toStrictEqual(alone)
    expect(timesOf(lose)[0]).not.toStrictEqual(alone)
    const order = aPlaceOrder({ price: '60000' })
    expect(timesOf(lose, lose, order)[2]).toStrictEqual(timesOf(order)[0])
  })
})
