import type { Coin } from './coin'
import type { MarketSymbol } from './market-symbol'

/**
 * Quote coins that Bybit's symbols end in, longer ones before those that they end in themselves.
 */
const quotes = [
  'USDT',
  'USDC',
  'USDE',
  'RLUSD',
  'USDQ',
  'USDR',
  'USD1',
  'BRZ',
  'EUR',
  'DAI',
] as const
const crosses = ['USD', 'BTC', 'ETH', 'SOL', 'MNT', 'BRL', 'TRY', 'PLN'] as const

/** The coins that a symbol says in its name, by Bybit's usage; a guess where no listing tells. */
export const coinsOfSymbol = (
  symbol: MarketSymbol,
): { readonly baseCoin: Coin; readonly quoteCoin: Coin } => {
  const [name = ''] = symbol.split('-')
  const perp = /^([A-Z0-9]{1,20})PERP$/.exec(name)
  if (perp !== null) return { baseCoin: perp[1] as Coin, quoteCoin: 'USDC' as Coin }
  const quote = [...quotes, ...crosses].find(
    (coin) => name.length > coin.length && name.endsWith(coin),
  )
  const base = quote === undefined ? name : name.slice(0, -quote.length)
  return { baseCoin: base.slice(0, 20) as Coin, quoteCoin: (quote ?? 'USDT') as Coin }
}
