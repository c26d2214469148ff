import type { MarketSymbol, Coin } from '@shadowtape/core'

import { newDryRunDesk } from '../../src/bybit-desk/dry-run-desk'
import { commonInstruments } from '../../src/bybit/common-instruments'
import { keysOf } from '../../src/bybit-rest/api-keys'
import { newBybitRestClient } from '../../src/bybit-rest/bybit-rest-client'
import type { ClientOptions } from '../../src/bybit-rest/client-options'
import { loopback } from '../bybit-rest/loopback-server'
import { virtualClock } from '../bybit-rest/virtual-clock'
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

exchangeClientSuite('over HTTP, to a server on loopback', async (resting) => {
  const clock = virtualClock()
  const keys = { apiKey: 'loopback-key', secret: 'loopback-secret' }
  const desk = newDryRunDesk({
    ...{ clock: clock.nowMs, instruments, keys: [keys], fillRate: rateOf(resting), seed: 7 },
  })
  const { url, end } = await loopback((request, response) => {
    const { status, headers, body } = desk.answer(request)
    response.writeHead(status, headers).end(body)
  })
  const client = made({
    ...{ apiEnv: 'testnet', networkEnabled: true, keys: keysOf(keys), clock, seed: 7 },
    urls: { rest: url, publicStream: '', privateStream: '' },
  })
  return {
    client,
    settle: async () => {
      await clock.sleep(1_000)
      desk.advance(clock.nowMs() * 1_000)
    },
    end: () => {
      client.close()
      return end()
    },
  }
})
