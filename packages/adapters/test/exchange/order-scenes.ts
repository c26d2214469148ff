import type { Either } from 'fp-ts/Either'

import type { ExchangeFault } from '../../src/exchange/exchange-fault'
import type { PlaceRequest } from '../../src/exchange/exchange-orders'

export const linear = { category: 'linear', symbol: 'BTCUSDT' } as const
export const spot = { category: 'spot', symbol: 'SOLUSDC' } as const
export const buy: PlaceRequest = {
  ...linear,
  side: 'Buy',
  orderType: 'Limit',
  qty: '0.010',
  price: '60000.00',
}
export const named = (clientOrderId: string): PlaceRequest => ({ ...buy, clientOrderId })

/** What came of a call that has to succeed. */
export const had = async <T>(call: () => Promise<Either<ExchangeFault, T>>): Promise<T> => {
  const outcome = await call()
  if (outcome._tag === 'Left') throw new Error(JSON.stringify(outcome.left))
  return outcome.right
}

/** What a call was refused with, or its outcome if it was not. */
export const fault = async <T>(call: () => Promise<Either<ExchangeFault, T>>): Promise<unknown> => {
  const outcome = await call()
  return outcome._tag === 'Left' ? outcome.left : outcome
}
