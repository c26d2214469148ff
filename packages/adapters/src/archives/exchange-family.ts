import type { Category } from '@shadowtape/core'

import type { UnsupportedFamily } from '../bybit/unsupported-family'

/** Exchanges, as Tardis names them, that trade coins against each other and nothing else. */
const spot: ReadonlySet<string> = new Set([
  ...['binance', 'binance-us', 'binance-jersey', 'binance-dex', 'bitfinex', 'bitflyer', 'bitget'],
  ...['bitstamp', 'coinbase', 'crypto-com', 'ftx-us', 'gate-io', 'gemini', 'hitbtc', 'huobi'],
  ...['kraken', 'kucoin', 'okcoin', 'okex', 'poloniex', 'upbit'],
])

/** Exchanges whose contracts are settled in the base coin, so that sizes are not in it. */
const inverse: ReadonlySet<string> = new Set([
  ...['binance-delivery', 'cryptofacilities', 'deribit', 'huobi-dm', 'huobi-dm-swap'],
])

const linear: ReadonlySet<string> = new Set([
  ...['bybit', 'binance-futures', 'bitfinex-derivatives', 'bitget-futures', 'gate-io-futures'],
  ...['huobi-dm-linear-swap', 'hyperliquid', 'kucoin-futures', 'okex-futures', 'okex-swap'],
])

/** What is traded where, by Tardis' names of exchanges; `null` where the name does not tell. */
export const exchangeFamily = (exchange: string): Category | UnsupportedFamily | null => {
  if (exchange.endsWith('-options')) return 'option'
  if (exchange.endsWith('-spot') || spot.has(exchange)) return 'spot'
  if (inverse.has(exchange)) return 'inverse'
  return linear.has(exchange) ? 'linear' : null
}
