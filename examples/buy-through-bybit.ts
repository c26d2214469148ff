import type { ExchangeClient, ExchangeFault } from '@shadowtape/adapters'
import { exchangeFaultText, newBybitRestClient } from '@shadowtape/adapters'
import type { Either } from 'fp-ts/Either'
import { isLeft } from 'fp-ts/Either'

/** Buys a little by a limit order, waits until all of it traded, and says what came of it. */
export const buy = async (
  client: ExchangeClient,
  price: string,
  clientOrderId: string,
): Promise<ReadonlyArray<string>> => {
  const market = { category: 'linear', symbol: 'BTCUSDT' } as const
  const order = { ...market, side: 'Buy', orderType: 'Limit', qty: '0.002' } as const
  const fills = client.fills(['linear'])
  const offTick = await client.placeOrder({ ...order, price: `${price}.05` })()
  const said = [isLeft(offTick) ? `not sent: ${exchangeFaultText(offTick.left)}` : 'not so']
  const placed = of(await client.placeOrder({ ...order, price, clientOrderId })())
  said.push(`taken: ${placed.clientOrderId ?? ''}`)
  for await (const heard of fills) {
    const fill = of(heard)
    if (fill.clientOrderId !== clientOrderId) continue
    said.push(`${fill.liquidity} fill of ${fill.qty}, fee ${fill.fee}`)
    const [left] = of(await client.openOrders({ ...market, clientOrderId })())
    if (left === undefined) break
  }
  for (const { side, size, symbol } of of(await client.positions(market)()))
    said.push(`holds ${size} ${symbol} (${side ?? 'flat'})`)
  return said
}

/** The value, or an end with the fault's own sentence, which holds no key and no signature. */
const of = <T>(answer: Either<ExchangeFault, T>): T => {
  if (isLeft(answer)) throw new Error(exchangeFaultText(answer.left))
  return answer.right
}

const main = async (): Promise<void> => {
  // no network is enabled, so a dry-run venue in this process answers
  const client = of(newBybitRestClient({ apiEnv: 'testnet', fillRate: 1 }))
  for (const line of await buy(client, '61000', 'bot-1')) process.stdout.write(`${line}\n`)
  client.close()
}

if (require.main === module) void main()
