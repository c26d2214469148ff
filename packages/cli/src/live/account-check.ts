import type { BybitRestClient, ExchangeFault } from '@shadowtape/adapters'
import { exchangeFaultText } from '@shadowtape/adapters'
import type { Category, Input, MarketSymbol, Text, TimestampUs } from '@shadowtape/core'
import { Coin } from '@shadowtape/core'
import { isLeft } from 'fp-ts/Either'

/** What is traded. */
type Traded = { readonly category: Category; readonly symbols: ReadonlyArray<MarketSymbol> }

/**
 * Why a session cannot begin with an account, or `null`. A session knows of nothing that was before
 * it, so nothing may be held or open in its symbols: its limits would count from the wrong place.
 */
export const accountFault = async (
  client: Pick<BybitRestClient, 'serverTime' | 'openOrders' | 'positions'>,
  { category, symbols }: Traded,
): Promise<string | null> => {
  const clock = await client.serverTime()()
  if (isLeft(clock)) return said(clock.left)
  for (const symbol of symbols) {
    const orders = await client.openOrders({ category, symbol })()
    if (isLeft(orders)) return said(orders.left)
    const { length } = orders.right
    if (length > 0)
      return `the account has ${String(length)} open in ${symbol}; cancel what is not of a session`
    if (category === 'spot') continue
    const positions = await client.positions({ category, symbol })()
    if (isLeft(positions)) return said(positions.left)
    for (const { side, size, positionIdx } of positions.right) {
      if (positionIdx !== 0) return `${symbol} is in hedge mode; a session trades in one-way mode`
      if (side !== null)
        return `the account holds ${size} ${symbol} (${side}); a session begins with nothing held`
    }
  }
  return null
}

/** What the account has of each coin, as inputs; none where that cannot be had. */
export const walletInputs = async (
  client: Pick<BybitRestClient, 'balances'>,
  venueAt: TimestampUs,
): Promise<ReadonlyArray<Input>> => {
  const had = await client.balances()()
  if (isLeft(had)) return []
  return had.right.flatMap(({ coin, wallet, equity }) =>
    Coin.is(coin)
      ? [
          {
            type: 'WalletReported' as const,
            coin,
            walletBalance: wallet as Text,
            equity: (equity ?? '') as Text,
            source: 'QUERY' as const,
            venueAt,
          },
        ]
      : [],
  )
}

const said = (fault: ExchangeFault): string => exchangeFaultText(fault)
