import * as TE from 'fp-ts/TaskEither'

import { newBybitRestClient } from '../../src/bybit-rest/bybit-rest-client'
import type { ClientOptions } from '../../src/bybit-rest/client-options'
import type { PlaceRequest } from '../../src/exchange/exchange-orders'
import { anOrder, madeClient } from './made-client'
import { enveloped } from './small-desk'

const { price: _, ...withoutPrice } = anOrder
const market: PlaceRequest = { ...withoutPrice, orderType: 'Market' }

describe('an order that cannot be one', () => {
  test.each([
    ['another family', { ...anOrder, category: 'inverse' as 'linear' }, 'category'],
    ['a symbol that is none', { ...anOrder, symbol: 'btc&usdt' }, 'symbol'],
    ['a symbol that is not listed', { ...anOrder, symbol: 'NONEUSDT' }, 'symbol'],
    ['no side', { ...anOrder, side: 'BUY' as 'Buy' }, 'side'],
    ['another type', { ...anOrder, orderType: 'Stop' as 'Limit' }, 'orderType'],
    ['another time in force', { ...anOrder, timeInForce: 'GTD' as 'GTC' }, 'timeInForce'],
    ['an exponent', { ...anOrder, qty: '1e-2' }, 'qty'],
    ['a number', { ...anOrder, qty: 0.01 as unknown as string }, 'qty'],
    ['nothing to buy', { ...anOrder, qty: '0.000' }, 'qty'],
    ['less than nothing', { ...anOrder, qty: '-1' }, 'qty'],
    ['no price', withoutPrice as PlaceRequest, 'price'],
    ['a price of nothing', { ...anOrder, price: '0' }, 'price'],
    ['a price of a market order', { ...market, price: '1' }, 'price'],
    ['a market order that rests', { ...market, timeInForce: 'GTC' as const }, 'timeInForce'],
    ['an id with spaces', { ...anOrder, clientOrderId: 'my order' }, 'clientOrderId'],
    ['an id that is too long', { ...anOrder, clientOrderId: 'x'.repeat(37) }, 'clientOrderId'],
    ['a position that is none', { ...anOrder, positionIdx: 3 as 2 }, 'positionIdx'],
    [
      'reduce-only on spot',
      { ...anOrder, category: 'spot' as const, reduceOnly: true },
      'reduceOnly',
    ],
    ['a price off the tick', { ...anOrder, price: '30000.05' }, 'price'],
    ['a price below all', { ...anOrder, price: '0.0' }, 'price'],
    ['a price above all', { ...anOrder, price: '2000000.0' }, 'price'],
    ['a quantity off the lot', { ...anOrder, qty: '0.0105' }, 'qty'],
    ['more than the most', { ...anOrder, qty: '1190.001' }, 'qty'],
    ['more than the most at market', { ...market, qty: '500.001' }, 'qty'],
    ['an order worth too little', { ...anOrder, price: '100.0', qty: '0.049' }, 'qty'],
  ])('is not sent, and the field is named: %s', async (_name, order, field) => {
    const { client, desk } = madeClient()
    expect(await client.placeOrder(order)()).toMatchObject({ left: { type: 'Invalid', field } })
    expect(desk.sent('/v5/order/create')).toHaveLength(0)
  })

  test('is one where it is just enough', async () => {
    const { client } = madeClient()
    expect(await client.placeOrder({ ...anOrder, price: '100.0', qty: '0.050' })()).toMatchObject({
      _tag: 'Right',
    })
    expect(await client.placeOrder({ ...market, qty: '500' })()).toMatchObject({ _tag: 'Right' })
  })

  test('is not amended or canceled without a name, or without a change', async () => {
    const { client } = madeClient()
    const where = { category: 'linear', symbol: 'BTCUSDT' } as const
    expect(await client.cancelOrder(where)()).toMatchObject({ left: { field: 'clientOrderId' } })
    expect(await client.cancelOrder({ ...where, orderId: 'a b' })()).toMatchObject({
      left: { field: 'orderId' },
    })
    expect(await client.amendOrder({ ...where, orderId: 'a' })()).toMatchObject({
      left: { type: 'Invalid', field: 'price' },
    })
    expect(await client.amendOrder({ ...where, orderId: 'a', qty: '0.0005' })()).toMatchObject({
      left: { type: 'Invalid', field: 'qty' },
    })
  })
})

describe('an order without a client id', () => {
  test('is given one, another for each order and each start', async () => {
    const { client, desk, clock } = madeClient()
    await client.placeOrder(anOrder)()
    await client.placeOrder(anOrder)()
    const own = [...desk.orders.keys()]
    expect(own[0]).toMatch(/^st-[a-z0-9]+-[0-9a-f]{6}-00000001$/)
    expect(own[1]).toMatch(/-00000002$/)
    const later = madeClient({ clock, seed: 8 })
    await later.client.placeOrder(anOrder)()
    expect([...later.desk.orders.keys()][0]).not.toBe(own[0])
  })

  test('is given one with the prefix that was asked for', async () => {
    const { client, desk } = madeClient({ clientIdPrefix: 'CLI' })
    await client.placeOrder(anOrder)()
    expect([...desk.orders.keys()]).toStrictEqual(['CLI00000001'])
  })
})

describe('an answer that is not what it should be', () => {
  const asking = { category: 'linear', symbol: 'BTCUSDT' } as const
  const row = { orderId: 'x', execType: 'Trade' }
  test.each([
    ['no JSON', '<html>', 'body', 'is not JSON'],
    ['no envelope', '[]', 'body', 'is a list where an object was expected'],
    ['no retCode', '{"result":{}}', 'retCode', 'is missing'],
    [
      'a retCode in words',
      '{"retCode":"0","result":{}}',
      'retCode',
      'is a text where number was expected',
    ],
    ['half a retCode', '{"retCode":0.5,"result":{}}', 'retCode', 'is no integer'],
    ['no list', '{"retCode":0,"result":{}}', 'result.list', 'is missing'],
    [
      'a row without a side',
      JSON.stringify({ retCode: 0, result: { list: [row] } }),
      'list[0].symbol',
      'is missing',
    ],
  ])('is told of by its field: %s', async (_name, body, field, detail) => {
    const { client, desk } = madeClient()
    desk.disturb('/v5/order/realtime', { instead: { status: 200, headers: {}, body } })
    expect(await client.openOrders(asking)()).toStrictEqual({
      _tag: 'Left',
      left: { type: 'Garbled', field, detail },
    })
  })

  test('is told of by its status where that is all there is', async () => {
    const { client } = madeClient()
    expect(await client.balances()()).toMatchObject({
      left: { type: 'Rejected', retCode: 10017, reason: 'ROUTE_NOT_FOUND' },
    })
  })
})

describe('lists', () => {
  const asking = { category: 'linear', symbol: 'BTCUSDT' } as const
  const page = (cursor: string) => ({
    instead: enveloped(0, { list: [], nextPageCursor: cursor }),
  })

  test('are read to their last page, each token going back as it came', async () => {
    const { client, desk } = madeClient()
    desk.disturb('/v5/order/realtime', page('a%3D1%26b'), page('a%3D2%26b'), page(''))
    expect(await client.openOrders(asking)()).toStrictEqual({ _tag: 'Right', right: [] })
    expect(desk.requests.map(({ query }) => query)).toStrictEqual([
      'category=linear&symbol=BTCUSDT&limit=50',
      'category=linear&symbol=BTCUSDT&limit=50&cursor=a%3D1%26b',
      'category=linear&symbol=BTCUSDT&limit=50&cursor=a%3D2%26b',
    ])
  })

  test('encode a token that would not stay one value', async () => {
    const { client, desk } = madeClient()
    desk.disturb('/v5/order/realtime', page('a&limit=1'), page(''))
    await client.openOrders(asking)()
    expect(desk.requests[1]?.query).toContain('&cursor=a%26limit%3D1')
  })

  test('end with a fault where a token comes again, or where there are too many pages', async () => {
    const { client, desk } = madeClient({ pagesMax: 3 })
    desk.disturb('/v5/order/realtime', page('x'), page('y'), page('z'))
    const field = 'result.nextPageCursor'
    expect(await client.openOrders(asking)()).toMatchObject({
      left: { type: 'Garbled', field, detail: 'leads beyond 3 pages' },
    })
    desk.disturb('/v5/order/history', page('x'), page('x'))
    expect(await client.orderHistory(asking)()).toMatchObject({
      left: { type: 'Garbled', field, detail: 'comes a second time' },
    })
  })

  test('are asked for by times that are some, and of a week', async () => {
    const { client } = madeClient()
    expect(await client.executions({ ...asking, fromMs: -1 })()).toMatchObject({
      left: { type: 'Invalid', field: 'fromMs' },
    })
    expect(await client.executions({ ...asking, fromMs: 1, untilMs: 604_800_002 })()).toMatchObject(
      {
        left: { type: 'Invalid', field: 'untilMs' },
      },
    )
    expect(await client.positions({ category: 'spot' })()).toMatchObject({
      left: { type: 'Invalid', field: 'category' },
    })
  })
})

describe('a client that cannot be made', () => {
  const { desk } = madeClient()
  test.each<readonly [string, Partial<ClientOptions>]>([
    ['apiEnv', { apiEnv: 'prod' as 'demo' }],
    ['rateLimitCapacity', { rateLimitCapacity: 0 }],
    ['rateLimitRefillRate', { rateLimitRefillRate: Number.NaN }],
    ['recvWindow', { recvWindow: 60_001 }],
    ['fillRate', { fillRate: 1.1 }],
    ['fillLatencyMs', { fillLatencyMs: 0.5 }],
    ['seed', { seed: -1 }],
    ['onLimit', { onLimit: 'never' as 'wait' }],
    ['networkEnabled', { networkEnabled: 'yes' as unknown as boolean }],
    ['clientIdPrefix', { clientIdPrefix: 'my orders' }],
    ['retryPlan', { retryPlan: { attemptsMax: 0, firstMs: 1, longestMs: 1 } }],
    ['urls.rest', { urls: { rest: 'http://x/', publicStream: '', privateStream: '' } }],
    ['keys', { networkEnabled: true }],
  ])('names the option: %s', (field, options) => {
    expect(newBybitRestClient({ apiEnv: 'testnet', desk, ...options })).toMatchObject({
      left: { type: 'Invalid', field },
    })
  })
})

describe('keys', () => {
  test.each([
    ['a provider that has none', TE.left('there are none')],
    ['a provider that throws', () => Promise.reject(new Error('hunter2'))],
    ['an empty secret', TE.right({ apiKey: 'k', secret: '' })],
    ['a key of two lines', TE.right({ apiKey: 'k\r\nx: y', secret: 'hunter2' })],
    ['a broken PEM', TE.right({ apiKey: 'k', secret: '-----BEGIN PRIVATE KEY-----hunter2' })],
  ])('that cannot be had are told of, and nothing is sent: %s', async (_name, keys) => {
    const { client, desk } = madeClient({ keys })
    const outcome = await client.openOrders({ category: 'linear' })()
    expect(outcome).toMatchObject({ left: { type: 'Auth', retCode: null } })
    expect(JSON.stringify(outcome)).not.toContain('hunter2')
    expect(desk.requests).toHaveLength(0)
  })

  test('that the exchange does not know are told of with its code', async () => {
    const { client } = madeClient({ keys: TE.right({ apiKey: 'other-key', secret: 's' }) })
    expect(await client.placeOrder(anOrder)()).toMatchObject({
      left: { type: 'Auth', retCode: 10004, reason: 'SIGNATURE_INVALID' },
    })
  })
})
