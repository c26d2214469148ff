import fc from 'fast-check'

import type { Message, Told } from '../../src'
import {
  aFreeze,
  aPlaceOrder,
  aQuote,
  aSession,
  after,
  anInstrument,
  engineAfter,
  example,
  happens,
  heldIn,
  mainAccount,
  openOrdersMax,
  passed,
  silent,
  specForEngine,
  tell,
} from '../../src'

const { given } = specForEngine(silent)
const only = (type: Message['type'], said: ReadonlyArray<Message>) =>
  said.filter((message) => message.type === type)
const accepted = (orderId: string) => example('OrderAccepted', { orderId, symbol: 'BTCUSDT' })
const rejected = (orderId: string, reason: string, retCode: number) =>
  example('OrderRejected', { orderId, symbol: 'BTCUSDT', reason, retCode })
const filled = (values: object = {}) =>
  example('OrderFilled', {
    fillId: 'f-1',
    orderId: 'o-1',
    symbol: 'BTCUSDT',
    side: 'Buy',
    price: '61000',
    qty: '0.010',
    leavesQty: '0',
    fee: '0',
    ...values,
  })

const answerTo = (history: ReadonlyArray<Told>, order: Message) =>
  given(...history)
    .when(order)
    .said()
    .at(-1)

describe('the dry-run venue, asked to take an order', () => {
  const strictly = [
    aSession(),
    anInstrument({ minQty: '0.002', maxQty: '1', minNotionalUsd: '300' }),
  ]

  it.each([
    ['0.001', rejected('o-1', 'QTY_BELOW_MINIMUM', 10001)],
    ['1.001', rejected('o-1', 'QTY_ABOVE_MAXIMUM', 10001)],
    ['0.004', rejected('o-1', 'NOTIONAL_BELOW_MINIMUM', 110094)],
    ['0.005', accepted('o-1')],
    ['1', accepted('o-1')],
  ])('answers a quantity of %s as Bybit would', (qty, answer) => {
    expect(answerTo([...strictly, aQuote()], aPlaceOrder({ qty }))).toStrictEqual(answer)
  })

  it('rejects an orderLinkId that is in use, and takes it again once it is free', () => {
    const mine = aPlaceOrder({ orderLinkId: 'mine-1' })
    const cancel = example('CancelOrder', { orderId: 'o-1', symbol: 'BTCUSDT', reason: 'STRATEGY' })
    expect(answerTo([aQuote(), mine], mine)).toStrictEqual(
      rejected('o-2', 'ORDER_LINK_ID_DUPLICATE', 110072),
    )
    expect(answerTo([aQuote(), mine, mine], mine)).toMatchObject({
      reason: 'ORDER_LINK_ID_DUPLICATE',
    })
    expect(answerTo([aQuote(), mine, mine, cancel], mine)).toStrictEqual(accepted('o-3'))
    expect(answerTo([aQuote(), mine, passed(50_000)], mine)).toStrictEqual(accepted('o-2'))
    expect(answerTo([aQuote(), mine], aPlaceOrder({ orderLinkId: 'mine-2' }))).toStrictEqual(
      accepted('o-2'),
    )
  })

  describe.each([
    ['linear', 'OrderAccepted', 110020],
    ['spot', 'OrderRejected', 170810],
  ])('when 500 %s orders of one symbol rest', (category, elsewhere, retCode) => {
    const small = aPlaceOrder({ qty: '0.001' })
    const eth = { symbol: 'ETHUSDT' }
    const engine = engineAfter(silent, [
      aSession({ inventoryUsdMax: '900000000', totalNotionalUsdMax: '900000000' }),
      anInstrument({ category }),
      anInstrument({ category, ...eth }),
      aQuote(),
      aQuote(eth),
      ...Array.from({ length: openOrdersMax - 1 }, () => small),
    ])

    it('takes the 500th, rejects the 501st, and counts per symbol only on derivatives', () => {
      expect(tell(engine, small).at(-1)?.message.type).toBe('OrderAccepted')
      expect(tell(engine, small).at(-1)?.message).toMatchObject({
        reason: 'OPEN_ORDERS_LIMIT',
        retCode,
      })
      expect(tell(engine, { ...small, ...eth } as Message).at(-1)?.message.type).toBe(elsewhere)
    })
  })
})

describe('the dry-run venue, filling', () => {
  it('fills an order whole, at its own price, when its latency has passed and not before', () => {
    given(aQuote(), aPlaceOrder()).when(passed(49_999)).staysQuiet()
    given(aQuote(), aPlaceOrder()).when(passed(50_000)).then(filled())
  })

  it('charges the maker fee, to the nearest unit, and pays a rebate', () => {
    const withFee = (makerFeeRate: string) => [
      aSession({ makerFeeRate }),
      anInstrument(),
      aQuote(),
      aPlaceOrder(),
    ]
    given(...withFee('0.0002'))
      .when(passed(50_000))
      .then(filled({ fee: '0.122' }))
    given(...withFee('-0.00005'))
      .when(passed(50_000))
      .then(filled({ fee: '-0.0305' }))
    given(...withFee('0.00000001'))
      .when(passed(50_000))
      .then(filled({ fee: '0.00001' }))
  })

  it('decides by seed and order alone which orders ever fill', () => {
    const orders = Array.from({ length: 40 }, () => aPlaceOrder({ qty: '0.001' }))
    const said = given(aSession({ fillRate: '0.5', seed: 3 }), anInstrument(), aQuote(), ...orders)
      .when(passed(50_000))
      .said()
    const expected = orders
      .map((_, i) => i + 1)
      .filter((number) => happens(3, 'fill', number, 500_000))
      .map((number) => `o-${String(number)}`)
    expect(
      only('OrderFilled', said).map((fill) => 'orderId' in fill && fill.orderId),
    ).toStrictEqual(expected)
    expect(expected.length).toBeGreaterThan(5)
    expect(expected.length).toBeLessThan(35)
  })

  it('does not fill what was canceled before', () => {
    const cancel = example('CancelOrder', { orderId: 'o-1', symbol: 'BTCUSDT', reason: 'STRATEGY' })
    given(aQuote(), aPlaceOrder(), after(10, cancel)).when(passed(1_000_000)).staysQuiet()
  })
})

describe('the dry-run venue, asked to cancel', () => {
  const cancel = example('CancelOrder', { orderId: 'o-1', symbol: 'BTCUSDT', reason: 'STRATEGY' })

  it('cancels what rests, even while trading is frozen', () => {
    const freeze = aFreeze({ openOrders: 1 })
    const canceled = example('OrderCanceled', {
      orderId: 'o-1',
      symbol: 'BTCUSDT',
      leavesQty: '0.010',
      reason: 'STRATEGY',
    })
    given(aQuote(), aPlaceOrder()).when(cancel).then(canceled)
    given(aQuote(), aPlaceOrder(), freeze).when(cancel).then(canceled)
  })

  it('has nothing to cancel where nothing rests', () => {
    const none = example('CancelRejected', {
      orderId: 'o-1',
      symbol: 'BTCUSDT',
      reason: 'ORDER_NOT_FOUND',
      retCode: 110001,
    })
    given().when(cancel).then(none)
    given(aQuote(), aPlaceOrder(), passed(50_000)).when(cancel).then(none)
    given(aQuote(), aPlaceOrder(), cancel).when(cancel).then(none)
  })
})

describe('the fake exchange', () => {
  const fake = (values: object) => [
    aSession({ venue: 'fake', ...values }),
    anInstrument(),
    aQuote(),
  ]

  it('rejects at its rate, by seed and order', () => {
    const always = fake({ rejectRate: '1' })
    expect(answerTo(always, aPlaceOrder())).toStrictEqual(rejected('o-1', 'SIMULATED_FAULT', 10016))
    expect(answerTo(fake({ rejectRate: '0' }), aPlaceOrder())).toStrictEqual(accepted('o-1'))
  })

  it('is not what a dry-run Bybit does, whatever the rates say', () => {
    const bybit = [aSession({ rejectRate: '1', partialFillRate: '1' }), anInstrument(), aQuote()]
    expect(answerTo(bybit, aPlaceOrder())).toStrictEqual(accepted('o-1'))
    given(...bybit, aPlaceOrder())
      .when(passed(50_000))
      .then(filled())
  })

  it('fills 50 to 90 % on the lot, and the remainder another latency later', () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.integer({ min: 20, max: 90 }), (seed, lots) => {
        const qty = (lots / 100).toFixed(3)
        const engine = engineAfter(silent, [
          aSession({ venue: 'fake', partialFillRate: '1', seed }),
          anInstrument({ lotSize: '0.010' }),
          aQuote(),
          aPlaceOrder({ qty }),
        ])
        let left = lots * 10
        const first = tell(engine, passed(50_000)).map(({ message }) => message)
        const fills = only('OrderFilled', first)
        expect(fills).toHaveLength(1)
        const part = (fills[0] as { qty: number }).qty
        expect(part % 10).toBe(0)
        expect(part).toBeGreaterThan(left * 0.5 - 10)
        expect(part).toBeLessThanOrEqual(left * 0.9)
        left -= part
        expect(fills[0]).toMatchObject({ leavesQty: left })
        expect(tell(engine, passed(49_999))).toHaveLength(1)
        expect(tell(engine, passed(1))[0]?.message).toMatchObject({
          type: 'OrderFilled',
          fillId: 'f-2',
        })
        tell(engine, passed(10_000_000))
        expect(engine.state.orders.openCount).toBe(0)
        expect(heldIn(engine.state, mainAccount, aQuote().symbol)).toBe(lots * 10)
      }),
      { seed: 101, numRuns: 100 },
    )
  })

  it('fills the last lot whole', () => {
    given(...fake({ partialFillRate: '1' }), aPlaceOrder({ qty: '0.001' }))
      .when(passed(50_000))
      .then(filled({ qty: '0.001' }))
  })
})
