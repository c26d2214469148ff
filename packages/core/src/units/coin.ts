import * as t from 'io-ts'

export interface CoinBrand {
  readonly Coin: unique symbol
}

/** A coin as Bybit names it, such as `BTC`, `USDT` or `1000PEPE`. */
export const Coin = t.brand(
  t.string,
  (s): s is t.Branded<string, CoinBrand> => /^[A-Za-z0-9]{1,20}$/.test(s),
  'Coin',
)
export type Coin = t.TypeOf<typeof Coin>
