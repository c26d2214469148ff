import type { Message, Told } from '../../src'
import {
  aPlaceOrder,
  aQuote,
  aSession,
  anInstrument,
  example,
  passed,
  silent,
  specForEngine,
} from '../../src'
import { rulesText } from '../support/rules'

const { given } = specForEngine(silent)
const symbol = 'BTCUSDT'
const sell = (values: object = {}) => aPlaceOrder({ side: 'Sell', ...values })
const taking = { orderType: 'Market', price: null, timeInForce: 'IOC' }
const trade = (values: object) =>
  example('TradePrinted', {
    ...{ symbol, side: 'Sell', price: '60000', qty: '5', tradeId: 't', venueAt: 1 },
    ...values,
  })
const amend = (values: object) =>
  example('AmendOrder', { symbol, orderId: 'o-1', price: null, qty: null, ...values })
const rise = { triggerBy: 'LastPrice', triggerDirection: 'Rise', triggerPrice: '61500' }

/** What was said, in short: fills as `o-1 0.010`, in thousandths. */
const brief = (said: ReadonlyArray<Message>) =>
  said.flatMap((message) => {
    switch (message.type) {
      case 'OrderFilled':
        return [`${message.orderId} ${message.side} ${message.qty} ${message.against}`]
      case 'OrderCanceled':
        return [`${message.orderId} canceled ${message.reason}`]
      case 'TradingFrozen':
      case 'OrderTriggered':
      case 'AmendRejected':
        return [message.type]
      default:
        return []
    }
  })
const saidTo = (message: Message, ...history: ReadonlyArray<Told>) =>
  brief(
    given(...history)
      .when(message)
      .said(),
  )

describe('what the venue does in one act', () => {
  const once = rulesText({ rule: 'fill-rate', limit: 1, windowUs: 1_000 })
  const frozenBy = (fillModel: string) => [
    aSession({ fillModel, riskRules: once }),
    anInstrument(),
    aQuote({ askQty: '0.001' }),
  ]

  it.each(['queue', 'touch'])('is not cut short by a freeze: fills of a trade, %s', (fillModel) => {
    const three = [aPlaceOrder(), aPlaceOrder({ price: '60999' }), aPlaceOrder({ price: '60999' })]
    const rest = aPlaceOrder({ price: '50000' })
    expect(saidTo(trade({}), ...frozenBy(fillModel), ...three, rest)).toStrictEqual([
      ...['o-1 Buy 10 TRADE', 'o-2 Buy 10 TRADE', 'o-3 Buy 10 TRADE'],
      ...['TradingFrozen', 'o-4 canceled FREEZE'],
    ])
  })

  it('is not cut short by a freeze: what an order takes, level by level', () => {
    const own = [sell({ price: '61002' }), sell({ price: '61003' })]
    const order = aPlaceOrder({ price: '61100', qty: '0.015' })
    expect(saidTo(order, ...frozenBy('queue'), ...own)).toStrictEqual([
      'o-3 Buy 1 BOOK',
      ...['o-1 Sell 10 OWN', 'o-3 Buy 10 OWN', 'o-2 Sell 4 OWN', 'o-3 Buy 4 OWN'],
      ...['TradingFrozen', 'o-2 canceled FREEZE'],
    ])
  })

  it('is not cut short by a freeze: conditional orders that wake together', () => {
    const stop = aPlaceOrder({ ...rise, price: '61600' })
    const history = [...frozenBy('queue'), aQuote(), trade({ price: '61000' }), stop, stop]
    expect(saidTo(trade({ price: '61500' }), ...history, stop, aQuote())).toStrictEqual([
      ...['OrderTriggered', 'o-1 Buy 10 BOOK', 'OrderTriggered', 'o-2 Buy 10 BOOK'],
      ...['OrderTriggered', 'o-3 Buy 10 BOOK', 'TradingFrozen'],
    ])
  })
})

describe('a conditional order', () => {
  const waiting = (fillModel: string, values: object = {}) => [
    aSession({ fillModel }),
    anInstrument(),
    aQuote(),
    trade({ price: '61000' }),
    aPlaceOrder({ ...rise, price: '60000', ...values }),
  ]

  it('goes on waiting when it is amended, even to where it could trade', () => {
    expect(saidTo(amend({ price: '61005' }), ...waiting('queue'))).toStrictEqual([])
    const ioc = waiting('queue', { timeInForce: 'IOC' })
    expect(saidTo(amend({ price: '60500' }), ...ioc)).toStrictEqual([])
    expect(
      saidTo(trade({ price: '61500' }), ...waiting('queue'), amend({ price: '61005' })),
    ).toStrictEqual(['OrderTriggered', 'o-1 Buy 10 BOOK'])
  })

  it('to trade at the market has no price to amend', () => {
    expect(saidTo(amend({ price: '61005' }), ...waiting('queue', taking))).toStrictEqual([
      'AmendRejected',
    ])
  })

  it('is filled by a draw once it has woken, and not before', () => {
    const history = waiting('scheduled')
    expect(saidTo(passed(60_000).message, ...history, passed(60_000))).toStrictEqual([])
    given(...history)
      .when(passed(60_000))
      .staysQuiet()
    const woken = [...history, trade({ price: '61500' })]
    expect(
      brief(
        given(...woken)
          .when(passed(50_000))
          .said(),
      ),
    ).toStrictEqual(['o-1 Buy 10 DRAW'])
  })

  it('that only reduces waits on when there is nothing to reduce, and is no fill of nothing', () => {
    const bought = [aSession(), anInstrument(), aQuote(), trade({ price: '61000' }), aPlaceOrder()]
    const stop = sell({ ...rise, reduceOnly: true })
    const flat = [...bought, passed(60_000), stop, sell({ ...taking }), passed(60_000)]
    given(...flat)
      .when(passed(60_000))
      .staysQuiet()
  })
})

describe('an order that only reduces, and meets our own', () => {
  const own = [
    aSession({ fillModel: 'queue' }),
    anInstrument(),
    aQuote({ bidQty: '0.003', askQty: '0.001' }),
    sell({ qty: '0.003', price: '60000', timeInForce: 'IOC' }),
    ...[sell({ price: '61002' }), sell({ price: '61002' })],
  ]

  it('is over when it has traded all that it could have reduced, first come first served', () => {
    const order = aPlaceOrder({ price: '61100', qty: '0.012', reduceOnly: true })
    expect(saidTo(order, ...own)).toStrictEqual([
      ...['o-4 Buy 1 BOOK', 'o-2 Sell 2 OWN', 'o-4 Buy 2 OWN', 'o-4 canceled REDUCE_ONLY'],
    ])
  })

  it('lets the next have its turn when it is over as a maker', () => {
    const resting = [
      aSession({ fillModel: 'queue' }),
      anInstrument(),
      aQuote({ askQty: '0.003' }),
      aPlaceOrder({ qty: '0.003', price: '61001', timeInForce: 'IOC' }),
      ...[sell({ price: '61001', reduceOnly: true }), sell({ price: '61001' })],
    ]
    const order = aPlaceOrder({ price: '61001', qty: '0.012' })
    expect(saidTo(order, ...resting)).toStrictEqual([
      ...['o-2 Sell 3 OWN', 'o-4 Buy 3 OWN', 'o-2 canceled REDUCE_ONLY'],
      ...['o-3 Sell 9 OWN', 'o-4 Buy 9 OWN'],
    ])
  })
})

describe('a level that we took', () => {
  const book = (kind: string, asks: ReadonlyArray<ReadonlyArray<string>>, updateId: number) =>
    example('BookUpdated', {
      ...{ symbol, kind, depth: 50, bids: kind === 'delta' ? [] : [['61000', '1']], asks },
      ...{ updateId, crossSeq: updateId, venueAt: updateId },
    })
  const whole = book(
    'snapshot',
    [
      ['61001', '0.004'],
      ['61002', '0.006'],
    ],
    1,
  )
  const taker = aPlaceOrder({ price: '61002', timeInForce: 'IOC' })
  const taken = [aSession({ fillModel: 'queue' }), anInstrument(), whole, taker]

  it('is not there again because the one before it went', () => {
    expect(saidTo(taker, ...taken, book('delta', [['61001', '0']], 2))).toStrictEqual([
      'o-2 canceled NOTHING_TO_TAKE',
    ])
  })

  it('is there again where the data shows it anew', () => {
    const anew = book(
      'delta',
      [
        ['61001', '0'],
        ['61002', '0.006'],
      ],
      2,
    )
    expect(saidTo(taker, ...taken, anew)).toStrictEqual([
      ...['o-2 Buy 6 BOOK', 'o-2 canceled NOTHING_TO_TAKE'],
    ])
    const quote = aQuote({ ask: '61002', askQty: '0.006' })
    expect(saidTo(taker, ...taken, quote)[0]).toBe('o-2 Buy 6 BOOK')
  })
})
