import type { ApiEnv, ExchangeClient } from '@shadowtape/adapters'
import { exchangeFaultText, keysOf, newBybitRestClient } from '@shadowtape/adapters'
import { isLeft } from 'fp-ts/Either'

/** What was done, in words, and how many orders are open now; `null` where nobody knows. */
export type Cleared = { readonly says: string; readonly open: number | null }

/** Cancels every open linear order in a symbol, and looks what is open then. */
export const cancelAll = async (client: ExchangeClient, symbol: string): Promise<Cleared> => {
  const market = { category: 'linear', symbol } as const
  const done = await client.cancelAllOrders(market)()
  if (isLeft(done)) return { says: `${symbol}: ${exchangeFaultText(done.left)}`, open: null }
  const left = await client.openOrders(market)()
  if (isLeft(left)) return { says: `${symbol}: ${exchangeFaultText(left.left)}`, open: null }
  const open = left.right.length
  return { says: `${symbol}: ${done.right.length} canceled, ${open} open`, open }
}

/**
 * `cancel-all.ts ENVIRONMENT SYMBOL [URL]`: keys are taken from `BYBIT_API_KEY` and
 * `BYBIT_API_SECRET`, never from arguments. URL is a server on this machine, to try it out.
 */
const main = async ([apiEnv, symbol = '', url]: ReadonlyArray<string>): Promise<void> => {
  const { BYBIT_API_KEY: apiKey = '', BYBIT_API_SECRET: secret = '' } = process.env
  const here = url === undefined ? {} : { urls: urlsAt(url) }
  const keys = keysOf({ apiKey, secret })
  const made = newBybitRestClient({ apiEnv: apiEnv as ApiEnv, networkEnabled: true, keys, ...here })
  if (isLeft(made)) throw new Error(exchangeFaultText(made.left))
  const { says, open } = await cancelAll(made.right, symbol)
  process.stdout.write(`${says}\n`)
  process.exitCode = open === 0 ? 0 : 1
  made.right.close()
}

const urlsAt = (rest: string) => ({ rest, publicStream: rest, privateStream: rest })

if (require.main === module) void main(process.argv.slice(2))
