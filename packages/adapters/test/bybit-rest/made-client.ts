import type { ClientOptions } from '../../src/bybit-rest/client-options'
import type { BybitRestClient } from '../../src/bybit-rest/bybit-rest-client'
import { newBybitRestClient } from '../../src/bybit-rest/bybit-rest-client'
import type { PlaceRequest } from '../../src/exchange/exchange-orders'
import type { SmallDesk } from './small-desk'
import { smallDesk } from './small-desk'
import type { VirtualClock } from './virtual-clock'
import { virtualClock } from './virtual-clock'

/** A client, the desk that answers it, and the clock of both. */
export type Made = {
  readonly client: BybitRestClient
  readonly desk: SmallDesk
  readonly clock: VirtualClock
}

export const madeClient = (options: Partial<ClientOptions> = {}): Made => {
  const clock = virtualClock()
  const desk = smallDesk(clock.nowMs)
  const made = newBybitRestClient({ apiEnv: 'testnet', clock, desk, seed: 7, ...options })
  if (made._tag === 'Left') throw new Error(JSON.stringify(made.left))
  return { client: made.right, desk, clock }
}

export const anOrder: PlaceRequest = {
  category: 'linear',
  symbol: 'BTCUSDT',
  side: 'Buy',
  orderType: 'Limit',
  qty: '0.010',
  price: '30000.0',
}
