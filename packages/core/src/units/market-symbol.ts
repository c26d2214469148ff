import * as t from 'io-ts'

export interface MarketSymbolBrand {
  readonly MarketSymbol: unique symbol
}

/** A Bybit symbol such as `BTCUSDT`: capitals, digits and dashes, at least one letter. */
export const MarketSymbol = t.brand(
  t.string,
  (s): s is t.Branded<string, MarketSymbolBrand> => /^(?=.*[A-Z])[A-Z0-9-]{2,30}$/.test(s),
  'MarketSymbol',
)
export type MarketSymbol = t.TypeOf<typeof MarketSymbol>
