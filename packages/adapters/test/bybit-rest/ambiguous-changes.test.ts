import { newBybitRestClient } from '../../src/bybit-rest/bybit-rest-client'
import type { BybitRestClient } from '../../src/bybit-rest/bybit-rest-client'
import type { PlaceRequest } from '../../src/exchange/exchange-orders'
import type { Disturbance, SmallDesk } from './small-desk'
import { enveloped, smallDesk } from './small-desk'
import type { VirtualClock } from './virtual-clock'
import { virtualClock } from './virtual-clock'

const order: PlaceRequest = {
  category: 'linear',
  symbol: 'BTCUSDT',
  side: 'Buy',
  orderType: 'Limit',
  qty: '0.010',
  price: '30000.0',
  clientOrderId: 'CLI00000001',
}
const name = { category: 'linear', symbol: 'BTCUSDT', clientOrderId: 'CLI00000001' } as const
const code = (retCode: number): Disturbance => ({ refusedWith: enveloped(retCode) })

let clock: VirtualClock
let desk: SmallDesk
let client: BybitRestClient

beforeEach(() => {
  clock = virtualClock()
  desk = smallDesk(clock.nowMs)
  const made = newBybitRestClient({
    ...{ apiEnv: 'testnet', clock, desk, seed: 7 },
  })
  if (made._tag === 'Left') throw new Error(made.left.type)
  client = made.right
})

afterEach(() => client.close())

/** The order requests and questions that were sent, without the instrument's. */
const paths = () =>
  desk.requests
    .map(({ path }) => path.replace('/v5/order/', ''))
    .filter((path) => !path.startsWith('/'))

describe('a cancel', () => {
  beforeEach(() => client.placeOrder(order)())

  test('that comes too late asks for the order, and tells how it ended', async () => {
    desk.change('CLI00000001', { orderStatus: 'Filled', cumExecQty: '0.010' })
    expect(await client.cancelOrder(name)()).toMatchObject({
      right: { settledBy: 'query', closed: { state: 'Filled', filledQty: '0.010' } },
    })
  })

  test('of an order that the venue never had is refused', async () => {
    expect(await client.cancelOrder({ ...name, clientOrderId: 'nobody' })()).toMatchObject({
      left: { type: 'Rejected', retCode: 110001, reason: 'ORDER_NOT_FOUND' },
    })
  })

  test('that is refused while the order is open is sent again', async () => {
    desk.disturb('/v5/order/cancel', code(110001))
    expect(await client.cancelOrder(name)()).toMatchObject({ right: { closed: null } })
    expect(paths().slice(-3)).toStrictEqual(['cancel', 'realtime', 'cancel'])
  })

  test('whose answer was lost is found to have worked', async () => {
    desk.disturb('/v5/order/cancel', 'lost answer')
    expect(await client.cancelOrder(name)()).toMatchObject({
      right: { settledBy: 'query', closed: { state: 'Canceled' } },
    })
    expect(desk.sent('/v5/order/cancel')).toHaveLength(1)
  })

  test('that was lost is sent again', async () => {
    desk.disturb('/v5/order/cancel', 'lost request')
    expect(await client.cancelOrder(name)()).toMatchObject({ right: { closed: null } })
    expect(desk.orders.get('CLI00000001')).toMatchObject({ orderStatus: 'Cancelled' })
  })
})

describe('an amendment', () => {
  const amend = { ...name, price: '30001.0' }
  beforeEach(() => client.placeOrder(order)())

  test('whose answer was lost is found to have worked', async () => {
    desk.disturb('/v5/order/amend', 'lost answer')
    expect(await client.amendOrder(amend)()).toMatchObject({ right: { settledBy: 'query' } })
    expect(desk.sent('/v5/order/amend')).toHaveLength(1)
  })

  test('that was lost is sent again', async () => {
    desk.disturb('/v5/order/amend', 'lost request')
    expect(await client.amendOrder(amend)()).toMatchObject({ right: { settledBy: 'answer' } })
    expect(desk.orders.get('CLI00000001')).toMatchObject({ price: '30001.0' })
  })

  test('of an order that is closed meanwhile is refused', async () => {
    desk.disturb('/v5/order/amend', 'lost request')
    desk.change('CLI00000001', { orderStatus: 'Filled' })
    expect(await client.amendOrder(amend)()).toMatchObject({
      left: { type: 'Rejected', retCode: 110001 },
    })
    expect(desk.sent('/v5/order/amend')).toHaveLength(1)
  })
})

describe('a cancel-all', () => {
  const everything = { category: 'linear', symbol: 'BTCUSDT' } as const
  beforeEach(() => client.placeOrder(order)())

  test('whose answer was lost asks what is still open', async () => {
    desk.disturb('/v5/order/cancel-all', 'lost answer')
    expect(await client.cancelAllOrders(everything)()).toStrictEqual({ _tag: 'Right', right: [] })
    expect(paths()).toStrictEqual(['create', 'cancel-all', 'realtime'])
  })

  test('that was lost is sent again', async () => {
    desk.disturb('/v5/order/cancel-all', 'lost request')
    expect(await client.cancelAllOrders(everything)()).toMatchObject({
      right: [{ clientOrderId: 'CLI00000001', orderId: 'order-1' }],
    })
  })

  test('stays open where nobody can say', async () => {
    desk.disturb('/v5/order/cancel-all', 'lost request')
    desk.disturb('/v5/order/realtime', ...Array.from({ length: 9 }, () => 'lost request' as const))
    expect(await client.cancelAllOrders(everything)()).toMatchObject({
      left: { type: 'Ambiguous', query: everything },
    })
  })

  test('keeps back an order that still waits for its turn', async () => {
    const many = Array.from({ length: 6 }, (_, i) =>
      client.placeOrder({ ...order, clientOrderId: `waiting-${i}` })(),
    )
    const canceled = client.cancelAllOrders(everything)()
    const outcomes = await Promise.all(many)
    await canceled
    const open = [...desk.orders.values()].filter((one) => one['orderStatus'] === 'New')
    expect(open).toStrictEqual([])
    expect(outcomes.some((one) => one._tag === 'Left' && one.left.type === 'Denied')).toBe(true)
  })
})
