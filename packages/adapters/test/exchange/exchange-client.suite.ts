import type { Either } from 'fp-ts/Either'

import type { ExchangeClient, FillStream } from '../../src/exchange/exchange-client'
import type { ExchangeFault } from '../../src/exchange/exchange-fault'
import type { PlaceRequest } from '../../src/exchange/exchange-orders'

/** A client that trades BTCUSDT linear and SOLUSDC spot with 100,000 USDT and USDC. */
export type ExchangeUnderTest = {
  readonly client: ExchangeClient
  /** Lets happen what falls due within a second. */
  readonly settle: () => Promise<void>
  readonly end: () => Promise<void>
}

const linear = { category: 'linear', symbol: 'BTCUSDT' } as const
const spot = { category: 'spot', symbol: 'SOLUSDC' } as const
const buy: PlaceRequest = {
  ...linear,
  side: 'Buy',
  orderType: 'Limit',
  qty: '0.010',
  price: '60000.00',
}
const named = (clientOrderId: string): PlaceRequest => ({ ...buy, clientOrderId })

/** What came of a call that has to succeed. */
const had = async <T>(call: () => Promise<Either<ExchangeFault, T>>): Promise<T> => {
  const outcome = await call()
  if (outcome._tag === 'Left') throw new Error(JSON.stringify(outcome.left))
  return outcome.right
}

const fault = async <T>(call: () => Promise<Either<ExchangeFault, T>>): Promise<unknown> => {
  const outcome = await call()
  return outcome._tag === 'Left' ? outcome.left : outcome
}

/** The next of a stream. */
const next = async (stream: FillStream) => {
  const result = await stream[Symbol.asyncIterator]().next()
  if (result.done === true) return null
  if (result.value._tag === 'Left') throw new Error(JSON.stringify(result.value.left))
  return result.value.right
}

/**
 * The whole port, in given, when, then: whatever is behind it has to pass. `open` makes a fresh
 * account at a venue where orders that rest never fill, or all fill within a second.
 */
export const exchangeClientSuite = (
  name: string,
  open: (resting: 'never fills' | 'fills') => Promise<ExchangeUnderTest>,
): void => {
  describe.each(['never fills', 'fills'] as const)(`${name}, where what rests %s`, (resting) => {
    let under: ExchangeUnderTest
    let client: ExchangeClient
    beforeEach(async () => {
      under = await open(resting)
      client = under.client
    })
    afterEach(() => under.end())
    if (resting === 'fills') return fills(() => under)
    questions(() => client)
    singles(() => client)
    batches(() => client)
  })
}

const questions = (client: () => ExchangeClient): void => {
  test('tells the time of the exchange, and how far ours is from it', async () => {
    const { serverMs, offsetMs, roundTripMs } = await had(client().serverTime())
    expect(serverMs).toBeGreaterThan(0)
    expect(Math.abs(offsetMs)).toBeLessThan(60_000)
    expect(roundTripMs).toBeGreaterThanOrEqual(0)
  })

  test('tells what an order has to keep to, on linear and on spot', async () => {
    const [btc] = await had(client().instruments('linear', 'BTCUSDT'))
    expect(btc).toMatchObject({ symbol: 'BTCUSDT', tickSize: '0.10', qtyStep: '0.001' })
    expect(btc).toMatchObject({ baseCoin: 'BTC', quoteCoin: 'USDT', status: 'Trading' })
    const all = await had(client().instruments('spot'))
    expect(all.map(({ symbol }) => symbol)).toStrictEqual(['SOLUSDC'])
  })

  test('tells balances, of all coins and of those asked for', async () => {
    const all = await had(client().balances())
    expect(all.map(({ coin }) => coin)).toEqual(expect.arrayContaining(['USDT', 'USDC']))
    const [usdt, none] = await had(client().balances(['USDT']))
    expect(usdt?.coin).toBe('USDT')
    expect(Number(usdt?.wallet)).toBe(100_000)
    expect(none).toBeUndefined()
  })

  test('knows no orders, executions or positions of an account that did nothing', async () => {
    expect(await had(client().openOrders(linear))).toStrictEqual([])
    expect(await had(client().orderHistory(linear))).toStrictEqual([])
    expect(await had(client().executions(linear))).toStrictEqual([])
    expect(await had(client().positions({ category: 'linear' }))).toStrictEqual([])
    const [flat] = await had(client().positions(linear))
    expect(flat).toMatchObject({ symbol: 'BTCUSDT', side: null, entryPrice: null })
    expect(Number(flat?.size)).toBe(0)
  })
}

const singles = (client: () => ExchangeClient): void => {
  test('given an order, when it is placed, then it is open with all that was said', async () => {
    const ack = await had(client().placeOrder({ ...named('a-1'), timeInForce: 'PostOnly' }))
    expect(ack).toMatchObject({ clientOrderId: 'a-1', settledBy: 'answer' })
    const [order] = await had(client().openOrders(linear))
    expect(order).toMatchObject({
      ...{ ...linear, orderId: ack.orderId, clientOrderId: 'a-1', side: 'Buy' },
      ...{ orderType: 'Limit', timeInForce: 'PostOnly', state: 'Open', filledQty: '0.000' },
      ...{ price: '60000.00', qty: '0.010', reduceOnly: false },
    })
  })

  test('given no client id, when an order is placed, then it is told the one it got', async () => {
    const { clientOrderId } = await had(client().placeOrder(buy))
    const [order] = await had(client().openOrders(linear))
    expect(order?.clientOrderId).toBe(clientOrderId)
  })

  test('given an open order, when it is amended, then it is as it shall be', async () => {
    await had(client().placeOrder(named('a-1')))
    await had(client().amendOrder({ ...linear, clientOrderId: 'a-1', qty: '0.020' }))
    const { orderId } = await had(
      client().amendOrder({ ...linear, clientOrderId: 'a-1', price: '59000.00' }),
    )
    const [order] = await had(client().openOrders({ ...linear, orderId: orderId ?? '' }))
    expect(order).toMatchObject({ qty: '0.020', price: '59000.00', clientOrderId: 'a-1' })
  })

  test('given an open order, when it is canceled, then it is history', async () => {
    const { orderId } = await had(client().placeOrder(named('a-1')))
    await had(client().cancelOrder({ ...linear, orderId: orderId ?? '' }))
    expect(await had(client().openOrders(linear))).toStrictEqual([])
    const [order] = await had(client().orderHistory(linear))
    expect(order).toMatchObject({ clientOrderId: 'a-1', state: 'Canceled' })
  })

  test('given a canceled order, when it is canceled again, then it is told how it ended', async () => {
    await had(client().placeOrder(named('a-1')))
    await had(client().cancelOrder({ ...linear, clientOrderId: 'a-1' }))
    expect(await had(client().cancelOrder({ ...linear, clientOrderId: 'a-1' }))).toMatchObject({
      settledBy: 'query',
      closed: { state: 'Canceled', clientOrderId: 'a-1' },
    })
  })

  test('given no such order, when it is canceled or amended, then that is refused', async () => {
    const nobody = { ...linear, clientOrderId: 'nobody' }
    const refused = { type: 'Rejected', reason: 'ORDER_NOT_FOUND' }
    expect(await fault(client().cancelOrder(nobody))).toMatchObject(refused)
    expect(await fault(client().amendOrder({ ...nobody, qty: '0.020' }))).toMatchObject(refused)
  })

  test('given orders in two families, when all of one are canceled, then the other stays', async () => {
    await had(client().placeOrder(named('a-1')))
    await had(client().placeOrder(named('a-2')))
    const sol = { ...spot, side: 'Buy', orderType: 'Limit', qty: '1', price: '100.00' } as const
    await had(client().placeOrder({ ...sol, clientOrderId: 's-1' }))
    const canceled = await had(client().cancelAllOrders(linear))
    expect(canceled.map(({ clientOrderId }) => clientOrderId).sort()).toStrictEqual(['a-1', 'a-2'])
    expect(await had(client().openOrders(linear))).toStrictEqual([])
    expect(await had(client().openOrders({ category: 'spot' }))).toMatchObject([
      { clientOrderId: 's-1', category: 'spot' },
    ])
  })

  test('given a client id in use, when it is used again, then that is refused', async () => {
    await had(client().placeOrder(named('a-1')))
    expect(await fault(client().placeOrder(named('a-1')))).toMatchObject({
      ...{ type: 'Rejected', reason: 'CLIENT_ID_DUPLICATE' },
    })
    expect(await had(client().openOrders(linear))).toHaveLength(1)
  })

  test('given an order that the instrument forbids, when placed, then nothing is sent', async () => {
    const off = { ...named('a-1'), price: '60000.05' }
    expect(await fault(client().placeOrder(off))).toMatchObject({ type: 'Invalid', field: 'price' })
    expect(await had(client().openOrders(linear))).toStrictEqual([])
  })

  test('given too little money, when an order is placed, then the exchange refuses', async () => {
    const huge = { ...named('a-1'), qty: '1000.000' }
    expect(await fault(client().placeOrder(huge))).toMatchObject({
      ...{ type: 'Rejected', reason: 'AVAILABLE_INSUFFICIENT' },
    })
  })

  test('given a closed client, when it is called, then nothing is sent', async () => {
    client().close()
    expect(await fault(client().placeOrder(buy))).toMatchObject({ type: 'Transport' })
    expect(await fault(client().openOrders(linear))).toMatchObject({ type: 'Transport' })
  })
}

const batches = (client: () => ExchangeClient): void => {
  const ids = Array.from({ length: 9 }, (_, i) => `b-${i}`)

  test('given a batch, when it is placed, amended and canceled, then each order is', async () => {
    const placed = await had(client().placeOrders(ids.map(named)))
    expect(placed).toMatchObject(ids.map((clientOrderId) => ({ right: { clientOrderId } })))
    const wanted = ids.map((clientOrderId) => ({ ...linear, clientOrderId }))
    await had(client().amendOrders(wanted.map((one) => ({ ...one, price: '58000.00' }))))
    const open = await had(client().openOrders(linear))
    expect(open.map(({ price }) => price)).toStrictEqual(ids.map(() => '58000.00'))
    const canceled = await had(client().cancelOrders(wanted))
    expect(canceled.every(({ _tag }) => _tag === 'Right')).toBe(true)
    expect(await had(client().openOrders(linear))).toStrictEqual([])
  })

  test('given a batch with wrong orders in it, when placed, then the others are taken', async () => {
    const mixed = [named('b-0'), { ...named('b-1'), qty: '1000.000' }, named('b-2')]
    const placed = await had(client().placeOrders([...mixed, { ...named('b-3'), qty: '1e-2' }]))
    expect(placed).toMatchObject([
      { right: { clientOrderId: 'b-0' } },
      { left: { type: 'Rejected', reason: 'AVAILABLE_INSUFFICIENT' } },
      { right: { clientOrderId: 'b-2' } },
      { left: { type: 'Invalid', field: 'qty' } },
    ])
    expect(await had(client().openOrders(linear))).toHaveLength(2)
  })

  test('given more orders than a page, when they are asked for, then all are told', async () => {
    const many = Array.from({ length: 60 }, (_, i) => named(`p-${i}`))
    await had(client().placeOrders(many))
    const open = await had(client().openOrders(linear))
    expect(new Set(open.map(({ clientOrderId }) => clientOrderId)).size).toBe(60)
  })
}

const fills = (under: () => ExchangeUnderTest): void => {
  test('given a stream of fills, when an order fills, then it is told once, and listed', async () => {
    const { client, settle } = under()
    const stream = client.fills()
    const { orderId } = await had(client.placeOrder(named('f-1')))
    await settle()
    const fill = await next(stream)
    expect(fill).toMatchObject({
      ...{ ...linear, orderId, clientOrderId: 'f-1', side: 'Buy', kind: 'Trade' },
      ...{ price: '60000.00', qty: '0.010', liquidity: 'Maker' },
    })
    const executions = await had(client.executions(linear))
    expect(executions.map(({ executionId }) => executionId)).toStrictEqual([fill?.executionId])
    const [position] = await had(client.positions(linear))
    expect(position).toMatchObject({ side: 'Buy', size: '0.010' })
    expect(Number(position?.entryPrice)).toBe(60_000)
    const [order] = await had(client.orderHistory(linear))
    expect(order).toMatchObject({ state: 'Filled', filledQty: '0.010', clientOrderId: 'f-1' })
  })

  test('given a reader that stops, when it has stopped, then its stream has ended', async () => {
    const { client, settle } = under()
    const stream = client.fills(['linear'])
    await had(client.placeOrder(named('f-1')))
    await had(client.placeOrder(named('f-2')))
    await settle()
    const heard: Array<string | null> = []
    for await (const told of stream) {
      if (told._tag === 'Right') heard.push(told.right.clientOrderId)
      break
    }
    expect(heard).toHaveLength(1)
    expect(await next(stream)).toBeNull()
  })

  test('given an open stream, when the client is closed, then the stream ends', async () => {
    const { client } = under()
    const ended = next(client.fills())
    client.close()
    expect(await ended).toBeNull()
  })
}
