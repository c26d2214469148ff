import type { ClientOrderId, Message, OrderId, OrderLinkId } from '../../src'
import {
  ClientOrderId as ClientOrderIdCodec,
  aPlaceOrder,
  aSession,
  clientOrderId,
  example,
  mainAccount,
  newOrderStore,
  orderStoreFaultText,
} from '../../src'
import { entryOf } from '../support/lines'
import { dumpOf } from '../support/stored-dump'

const idOf = (number: number) => `o-${String(number)}`
const placed = (number = 1, values: object = {}) =>
  example('OrderPlaced', {
    orderId: idOf(number),
    symbol: 'BTCUSDT',
    side: 'Buy',
    price: '61000',
    qty: '0.010',
    ...values,
  })
const accepted = (number = 1, values: object = {}) =>
  example('OrderAccepted', {
    orderId: idOf(number),
    symbol: 'BTCUSDT',
    price: '61000',
    orderStatus: 'New',
    ...values,
  })
const filled = (qty: string, leavesQty: string, values: object = {}) =>
  example('OrderFilled', {
    fillId: 'f-1',
    orderId: 'o-1',
    symbol: 'BTCUSDT',
    side: 'Buy',
    price: '61000',
    fee: '0',
    qty,
    leavesQty,
    ...values,
  })
const canceled = (number = 1) =>
  example('OrderCanceled', {
    orderId: idOf(number),
    symbol: 'BTCUSDT',
    leavesQty: '0.010',
    reason: 'FREEZE',
  })
const rejected = example('OrderRejected', {
  orderId: 'o-1',
  symbol: 'BTCUSDT',
  reason: 'SIMULATED_FAULT',
  retCode: 10016,
})
const denied = example('OrderDenied', {
  symbol: 'BTCUSDT',
  side: 'Buy',
  orderType: 'Limit',
  price: '61000',
  qty: '0.010',
  orderLinkId: null,
  reason: 'FROZEN',
  rule: null,
  observed: null,
  limit: null,
  unit: null,
})

/** A store, and what it says to the last of some messages; those before it must be taken. */
const told = (...messages: ReadonlyArray<Message>) => {
  const store = newOrderStore({ closedMax: 2, deniedMax: 2 })
  const faults = messages.map((message, i) => store.apply(entryOf(message, i + 1)))
  expect(faults.slice(0, -1).filter((fault) => fault !== null)).toStrictEqual([])
  return { store, fault: faults.at(-1) ?? null }
}
const statusAfter = (...messages: ReadonlyArray<Message>) => {
  const { store, fault } = told(...messages)
  expect(fault).toBeNull()
  return store.byOrderId('o-1' as OrderId)?.status
}

describe('the status of an order', () => {
  it.each([
    ['pending', [placed()]],
    ['open', [placed(), accepted()]],
    ['partially-filled', [placed(), accepted(), filled('0.004', '0.006')]],
    ['filled', [placed(), accepted(), filled('0.004', '0.006'), filled('0.006', '0')]],
    ['canceled', [placed(), accepted(), filled('0.004', '0.006'), canceled()]],
    ['canceled', [placed(), canceled()]],
    ['rejected', [placed(), rejected]],
    ['partially-filled', [placed(), filled('0.004', '0.006'), accepted()]],
    ['filled', [placed(), filled('0.010', '0')]],
  ] as const)('is %s after what was said of it (%#)', (status, messages) => {
    expect(statusAfter(...messages)).toBe(status)
    const { store } = told(...messages)
    expect(store.totals()[status]).toBe(1)
    expect(Object.values(store.totals()).reduce((sum, each) => sum + each)).toBe(1)
  })

  it('comes with why it ended, and with nothing left', () => {
    const { store } = told(placed(), accepted(), filled('0.004', '0.006'), canceled())
    const order = { reason: 'FREEZE', qty: 10, filledQty: 4, leavesQty: 0, fills: 1 }
    expect(store.byOrderId('o-1' as OrderId)).toMatchObject(order)
  })

  it('waits untriggered until its trigger is reached', () => {
    const trigger = { triggerBy: 'LastPrice', triggerDirection: 'Rise', triggerPrice: '62000' }
    const waiting = [placed(1, trigger), accepted(1, { orderStatus: 'Untriggered' })]
    const woken = example('OrderTriggered', {
      ...{ orderId: 'o-1', symbol: 'BTCUSDT', triggerBy: 'LastPrice' },
      ...{ triggeredAt: '62000', price: '61000' },
    })
    const before = told(...waiting).store.byOrderId('o-1' as OrderId)
    expect(before).toMatchObject({ status: 'open', isUntriggered: true })
    const after = told(...waiting, woken).store.byOrderId('o-1' as OrderId)
    expect(after).toMatchObject({ status: 'open', isUntriggered: false })
  })
})

describe('what we denied ourselves', () => {
  it('is no order: it has its reason, and neither a status nor a client id', () => {
    const { store, fault } = told(denied, placed(), denied, denied)
    expect(fault).toBeNull()
    expect(store.denied()).toBe(3)
    expect(store.totals()).toMatchObject({ pending: 1, rejected: 0 })
    expect(store.recentlyDenied().map(({ seq, reason }) => [seq, reason])).toStrictEqual([
      [4, 'FROZEN'],
      [3, 'FROZEN'],
    ])
    expect(store.byClientId('CLI00000001' as ClientOrderId)?.orderId).toBe('o-1')
  })
})

describe('a line that contradicts the store', () => {
  const faults: ReadonlyArray<[string, ReadonlyArray<Message>]> = [
    ['line 1: OrderFilled of o-1, which was never placed', [filled('0.010', '0')]],
    ['line 1: OrderAccepted of o-1, which was never placed', [accepted()]],
    ['line 2: OrderCanceled of o-2, which was never placed', [placed(), canceled(2)]],
    ['line 2: OrderPlaced of o-1, which was placed before', [placed(), placed()]],
    [
      'line 3: OrderAccepted of o-1, which is closed already',
      [placed(), filled('0.010', '0'), accepted()],
    ],
    [
      'line 2: OrderFilled of o-1, field qty: it says 11, the order has 10',
      [placed(), filled('0.011', '0')],
    ],
    [
      'line 2: OrderFilled of o-1, field leavesQty: it says 7, the order has 6',
      [placed(), filled('0.004', '0.007')],
    ],
    [
      'line 2: OrderFilled of o-1, field side: it says Sell, the order has Buy',
      [placed(), filled('0.004', '0.006', { side: 'Sell' })],
    ],
    [
      'line 2: OrderFilled of o-1, field account: it says hedge, the order has main',
      [placed(), filled('0.004', '0.006', { account: 'hedge' })],
    ],
    [
      'line 2: OrderAccepted of o-1, field symbol: it says ETHUSDT, the order has BTCUSDT',
      [placed(), accepted(1, { symbol: 'ETHUSDT' })],
    ],
  ]

  it.each(faults)('is refused in words: %s', (says, messages) => {
    const { store, fault } = told(...messages)
    expect(fault === null ? null : orderStoreFaultText(fault)).toBe(says)
    expect(dumpOf(store)).toStrictEqual(dumpOf(told(...messages.slice(0, -1)).store))
  })

  it('names a closed order as closed even when it is long forgotten', () => {
    const many = [1, 2, 3, 4].flatMap((number) => [placed(number), canceled(number)])
    const { store, fault } = told(...many, canceled(1))
    expect(store.byOrderId('o-1' as OrderId)).toBeNull()
    expect(fault).toMatchObject({ type: 'ClosedOrder', orderId: 'o-1', seq: 9 })
    expect(told(...many, placed(2)).fault).toMatchObject({ type: 'PlacedTwice', orderId: 'o-2' })
  })

  it('is refused where lines are missing before it, which are named', () => {
    const store = newOrderStore()
    const fault = store.apply(entryOf(aSession(), 3))
    expect(fault).toStrictEqual({ type: 'SeqGap', seq: 3, expected: 1 })
    if (fault !== null)
      expect(orderStoreFaultText(fault)).toBe(
        'line 3: line 1 was to come; those between are missing',
      )
  })
})

describe('an order is found', () => {
  const mine = { orderLinkId: 'mine' }
  const byLink = (...messages: ReadonlyArray<Message>) =>
    told(...messages).store.byOrderLinkId(mainAccount, 'mine' as OrderLinkId)?.orderId

  it('by a name of its strategy: the one at the venue before one that is on its way', () => {
    expect(byLink(placed(1, mine), accepted(1), placed(2, mine))).toBe('o-1')
    expect(byLink(placed(1, mine), accepted(1), canceled(1), placed(2, mine))).toBe('o-2')
    expect(byLink(placed(1, mine), canceled(1))).toBe('o-1')
    expect(byLink(placed(1))).toBeUndefined()
  })

  it('by a name that a real venue gave it', () => {
    const answer = { type: 'RequestAnswered', orderId: 'o-1', venueOrderId: '1f-2e' }
    const { store, fault } = told(placed(), answer as unknown as Message)
    expect(fault).toBeNull()
    expect(store.byVenueOrderId('1f-2e')).toMatchObject({ orderId: 'o-1', venueOrderId: '1f-2e' })
    expect(store.byVenueOrderId('o-1')).toBeNull()
  })

  it('among those open in a symbol or of an account', () => {
    const other = placed(2, { symbol: 'ETHUSDT', account: 'hedge' })
    const { store } = told(placed(), other, placed(3))
    const ids = (which: object) => store.open(which).map(({ orderId }) => orderId)
    expect(ids({})).toStrictEqual(['o-1', 'o-2', 'o-3'])
    expect(ids({ symbol: 'BTCUSDT' })).toStrictEqual(['o-1', 'o-3'])
    expect(ids({ account: 'hedge' })).toStrictEqual(['o-2'])
    expect(ids({ account: 'hedge', symbol: 'BTCUSDT' })).toStrictEqual([])
  })

  it('as it is now: what was given out does not change any more', () => {
    const store = newOrderStore()
    store.apply(entryOf(placed(), 1))
    const before = store.byOrderId('o-1' as OrderId)
    store.apply(entryOf(accepted(), 2))
    expect(before?.status).toBe('pending')
    expect(store.open()[0]?.status).toBe('open')
  })
})

describe('a client id', () => {
  it('has eight digits, and more where they are too few', () => {
    expect([1, 42, 99_999_999, 100_000_000].map(clientOrderId)).toStrictEqual([
      'CLI00000001',
      'CLI00000042',
      'CLI99999999',
      'CLI100000000',
    ])
    const wrong = ['CLI00000000', 'CLI0000001', 'CLI000000001', 'cli00000001', 'CLI1', '']
    expect(wrong.filter((each) => ClientOrderIdCodec.is(each))).toStrictEqual([])
  })
})

describe('the bounds of a store', () => {
  it.each([-1, 0.5, NaN, Infinity])('are counts: %d is none', (closedMax) => {
    expect(() => newOrderStore({ closedMax })).toThrow('is no count of orders')
  })

  it('hold of what is closed, not of what is asked for', () => {
    expect(told(aPlaceOrder()).store.open()).toStrictEqual([])
  })
})
