import type { Attempt } from '../../src/bybit-rest/trouble'
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
const create = '/v5/order/create'
const html: Disturbance = { instead: { status: 200, headers: {}, body: '<html>' } }
const code = (retCode: number): Disturbance => ({ refusedWith: enveloped(retCode) })
const server: Disturbance = { instead: { status: 502, headers: {}, body: '' } }

let clock: VirtualClock
let desk: SmallDesk
let client: BybitRestClient
let attempts: Array<Attempt>

beforeEach(() => {
  clock = virtualClock()
  desk = smallDesk(clock.nowMs)
  attempts = []
  const made = newBybitRestClient({
    ...{ apiEnv: 'testnet', clock, desk, seed: 7 },
    onAttempt: (attempt) => attempts.push(attempt),
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

describe('an order whose answer left it open', () => {
  test.each([
    ['the answer was lost', 'lost answer' as const],
    ['the answer was garbled', html],
    ['the gateway failed', server],
    ['the answer was a redirection', { instead: { status: 302, headers: {}, body: '' } }],
    ['the answer was 10016', { instead: enveloped(10016) }],
    ['the answer has no order id', { instead: enveloped(0, { orderLinkId: 'x' }) }],
    ['the answer was a code nobody knows', { instead: enveloped(123456) }],
  ])('is asked about, and found: %s', async (_, disturbance) => {
    desk.disturb(create, disturbance)
    expect(await client.placeOrder(order)()).toStrictEqual({
      _tag: 'Right',
      right: { clientOrderId: 'CLI00000001', orderId: 'order-1', settledBy: 'query' },
    })
    expect(paths()).toStrictEqual(['create', 'realtime'])
    expect(desk.orders.size).toBe(1)
  })

  test.each([
    ['the request was lost', 'lost request' as const],
    ['the venue answered 10000', code(10000)],
    ['the venue answered 10006', code(10006)],
    ['the venue answered 429', { refusedWith: { status: 429, headers: {}, body: '' } }],
  ])('is sent again under the same id once it is known not to be there: %s', async (_, lost) => {
    desk.disturb(create, lost)
    expect(await client.placeOrder(order)()).toMatchObject({
      right: { orderId: 'order-1', settledBy: 'answer' },
    })
    expect(paths()).toStrictEqual([
      ...['create', 'realtime', 'history', 'realtime', 'history', 'realtime', 'history', 'create'],
    ])
    const bodies = desk.sent(create).map(({ body }) => body)
    expect(bodies[1]).toBe(bodies[0])
    expect(desk.orders.size).toBe(1)
  })

  test('was taken already if the second try is told that its id is taken', async () => {
    // the first try arrives only after it was looked for in vain
    desk.disturb(create, 'lost answer', null)
    const nowhere: Disturbance = { instead: enveloped(0, { list: [] }) }
    desk.disturb('/v5/order/realtime', ...Array.from({ length: 3 }, () => nowhere))
    desk.disturb('/v5/order/history', ...Array.from({ length: 3 }, () => nowhere))
    expect(await client.placeOrder(order)()).toMatchObject({
      right: { orderId: 'order-1', settledBy: 'query' },
    })
    expect(desk.orders.size).toBe(1)
    expect(desk.sent(create)).toHaveLength(2)
  })

  test('was taken already, even while the venue does not tell of it yet', async () => {
    desk.disturb(create, 'lost answer', null)
    const nowhere: Disturbance = { instead: enveloped(0, { list: [] }) }
    desk.disturb('/v5/order/realtime', ...Array.from({ length: 9 }, () => nowhere))
    desk.disturb('/v5/order/history', ...Array.from({ length: 9 }, () => nowhere))
    expect(await client.placeOrder(order)()).toStrictEqual({
      _tag: 'Right',
      right: { clientOrderId: 'CLI00000001', orderId: null, settledBy: 'answer' },
    })
  })

  test('stays open where asking fails, and says what to ask for', async () => {
    desk.disturb(create, 'lost request')
    desk.disturb('/v5/order/realtime', ...Array.from({ length: 40 }, () => 'lost request' as const))
    const outcome = await client.placeOrder(order)()
    expect(outcome).toMatchObject({ left: { type: 'Ambiguous', query: name } })
    expect(desk.sent(create)).toHaveLength(1)
  })

  test('is given up after a few tries, and stays open then', async () => {
    desk.disturb(create, ...Array.from({ length: 40 }, () => 'lost request' as const))
    const outcome = await client.placeOrder(order)()
    expect(outcome).toMatchObject({ left: { type: 'Ambiguous', query: name } })
    expect(desk.sent(create)).toHaveLength(3)
  })

  test('is not sent again after a code nobody knows', async () => {
    desk.disturb(create, code(123456))
    expect(await client.placeOrder(order)()).toMatchObject({
      left: { type: 'Rejected', retCode: 123456, reason: 'UNKNOWN' },
    })
    expect(desk.sent(create)).toHaveLength(1)
  })

  test('is not sent again once a cancel-all came', async () => {
    desk.disturb(create, 'lost request')
    const placing = client.placeOrder(order)()
    while (desk.sent(create).length === 0) await Promise.resolve()
    await client.cancelAllOrders({ category: 'linear', symbol: 'BTCUSDT' })()
    expect(await placing).toMatchObject({ left: { type: 'Ambiguous' } })
    expect(desk.orders.size).toBe(0)
  })

  test('is not taken for another order of its id', async () => {
    await client.placeOrder({ ...order, side: 'Sell', price: '90000.0' })()
    desk.disturb(create, 'lost request')
    expect(await client.placeOrder(order)()).toMatchObject({
      left: { type: 'Rejected', retCode: 110072, reason: 'CLIENT_ID_DUPLICATE' },
    })
  })

  test('holds up everything else that is asked of it', async () => {
    desk.disturb(create, 'lost answer')
    const [placed, canceled] = await Promise.all([
      client.placeOrder(order)(),
      client.cancelOrder(name)(),
    ])
    expect(placed).toMatchObject({ right: { settledBy: 'query' } })
    expect(canceled).toMatchObject({ right: { closed: null } })
    expect(paths()).toStrictEqual(['create', 'realtime', 'cancel'])
  })

  test('is told of, try by try, with the reason for each', async () => {
    desk.disturb(create, code(110079), 'lost request')
    await client.placeOrder(order)()
    const clientOrderId = 'CLI00000001'
    expect(attempts.filter(({ path }) => path === create)).toStrictEqual([
      { method: 'POST', path: create, clientOrderId, attempt: 1, reason: 'FIRST', waitedMs: 0 },
      {
        ...{ method: 'POST', path: create, clientOrderId, attempt: 2, reason: 'ORDER_PROCESSING' },
        waitedMs: expect.any(Number) as number,
      },
      { method: 'POST', path: create, clientOrderId, attempt: 1, reason: 'FIRST', waitedMs: 0 },
    ])
  })
})

describe('an order of a client id that was used', () => {
  test('is refused at the first try, and nothing is asked', async () => {
    await client.placeOrder(order)()
    expect(await client.placeOrder(order)()).toMatchObject({
      left: { type: 'Rejected', retCode: 110072, reason: 'CLIENT_ID_DUPLICATE' },
    })
    expect(paths()).toStrictEqual(['create', 'create'])
  })
})
