import type { MarketSymbol, Coin } from '@shadowtape/core'

import { newDryRunDesk } from '../../src/bybit-desk/dry-run-desk'
import type { Fault } from '../../src/bybit-server/faults'
import { startBybitServer } from '../../src/bybit-server/start-bybit-server'
import { commonInstruments } from '../../src/bybit/common-instruments'
import { keysOf } from '../../src/bybit-rest/api-keys'
import { newBybitRestClient } from '../../src/bybit-rest/bybit-rest-client'
import type { ClientOptions } from '../../src/bybit-rest/client-options'
import { virtualClock } from '../bybit-rest/virtual-clock'
import type { PlaceRequest } from '../../src/exchange/exchange-orders'
import { exchangeClientSuite } from './exchange-client-suite'

const btc = commonInstruments.get('BTCUSDT')
const sol = commonInstruments.get('SOLUSDT')
if (btc === undefined || sol === undefined) throw new Error('a common instrument is missing')
const instruments = [
  btc,
  {
    ...sol,
    symbol: 'SOLUSDC' as MarketSymbol,
    category: 'spot' as const,
    quoteCoin: 'USDC' as Coin,
  },
]

const made = (options: ClientOptions) => {
  const client = newBybitRestClient(options)
  if (client._tag === 'Left') throw new Error(JSON.stringify(client.left))
  return client.right
}

const rateOf = (resting: 'never fills' | 'fills') => (resting === 'fills' ? 1 : 0)

exchangeClientSuite('a dry run', (resting) => {
  const clock = virtualClock()
  const client = made({ apiEnv: 'testnet', clock, instruments, fillRate: rateOf(resting), seed: 7 })
  return Promise.resolve({
    client,
    settle: () => clock.sleep(1_000),
    end: () => {
      client.close()
      return Promise.resolve()
    },
  })
})

const keys = { apiKey: 'loopback-key', secret: 'loopback-secret' }

/** A server with a desk, and a client that speaks to it over the network of this machine. */
const overHttp = async (fillRate: number, options: Partial<ClientOptions> = {}) => {
  const clock = virtualClock()
  const desk = newDryRunDesk({
    ...{ clock: clock.nowMs, instruments, keys: [keys], fillRate, seed: 7 },
  })
  const server = await startBybitServer({ desk })
  const client = made({
    ...{ apiEnv: 'testnet', networkEnabled: true, keys: keysOf(keys), clock, seed: 7 },
    ...{ urls: server.urls, ...options },
  })
  const end = () => {
    client.close()
    return server.close()
  }
  return { client, clock, desk, server, end }
}

exchangeClientSuite('over HTTP, to a server on loopback', async (resting) => {
  const { client, clock, desk, end } = await overHttp(rateOf(resting))
  const settle = async () => {
    await clock.sleep(1_000)
    desk.advance(clock.nowMs() * 1_000)
  }
  return { client, settle, end }
})

describe('a client of a server that goes wrong', () => {
  const order: PlaceRequest = {
    category: 'linear',
    symbol: 'BTCUSDT',
    side: 'Buy',
    orderType: 'Limit',
    qty: '0.010',
    price: '60000.00',
    clientOrderId: 'a-1',
  }
  const on = '/v5/order/create'

  test.each<readonly [string, Fault]>([
    ['the connection is closed before the answer', { at: 'answer', on, deed: 'drop' }],
    ['nothing ever answers', { at: 'answer', on, deed: 'hang' }],
    ['the answer cannot be read', { at: 'answer', on, deed: 'garbage' }],
    ['a gateway fails', { at: 'answer', on, deed: 'status', status: 502 }],
    ['the system protects itself', { at: 'answer', on, deed: 'status', status: 429 }],
    ['there were too many visits', { at: 'answer', on, deed: 'code', retCode: 10006 }],
    ['the server timed out', { at: 'answer', on, deed: 'code', retCode: 10000 }],
    ['the time was off', { at: 'answer', on, deed: 'code', retCode: 10002 }],
  ])('has its order placed once, for all that: %s', async (_, fault) => {
    const { client, server, end } = await overHttp(0, { timeoutMs: 2_000 })
    server.faults.add(fault)
    expect(await client.placeOrder(order)()).toMatchObject({ right: { clientOrderId: 'a-1' } })
    const open = await client.openOrders({ category: 'linear' })()
    expect(open).toMatchObject({ right: [{ clientOrderId: 'a-1', qty: '0.010' }] })
    expect(server.faults.left()).toBe(0)
    await end()
  })

  test('says that nothing was sent once the server is gone', async () => {
    const { client, clock, server, end } = await overHttp(0)
    await client.openOrders({ category: 'linear' })()
    await server.close()
    expect(await client.placeOrder(order)()).toMatchObject({ left: { type: 'Transport' } })
    expect(clock.waits.length).toBeGreaterThan(2)
    await end()
  })

  test('may place no order on mainnet unless that was enabled, and may cancel', async () => {
    const { client, end } = await overHttp(0, { apiEnv: 'mainnet' })
    expect(await client.placeOrder(order)()).toMatchObject({ left: { type: 'Denied' } })
    expect(await client.cancelAllOrders({ category: 'linear' })()).toMatchObject({ right: [] })
    await end()
    const enabled = await overHttp(0, { apiEnv: 'mainnet', mainnetOrdersEnabled: true })
    expect(await enabled.client.placeOrder(order)()).toMatchObject({ _tag: 'Right' })
    await enabled.end()
  })
})
