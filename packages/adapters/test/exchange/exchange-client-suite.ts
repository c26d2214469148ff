import type { ExchangeClient, FillStream } from '../../src/exchange/exchange-client'
import { had, linear, named } from './order-scenes'
import { batchedOrders, singleOrders } from './order-suite'

/** A client that trades BTCUSDT linear and SOLUSDC spot with 100,000 USDT and USDC. */
export type ExchangeUnderTest = {
  readonly client: ExchangeClient
  /** Lets happen what falls due within a second. */
  readonly settle: () => Promise<void>
  readonly end: () => Promise<void>
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
    singleOrders(() => client)
    batchedOrders(() => client)
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
