import * as t from 'io-ts'

export interface CoinQtyBrand {
  readonly CoinQty: unique symbol
}

/**
 * So much of an instrument's base coin, finer than its quantities: at the quantity's decimals and
 * the price's, but no more than four of these.
 */
export const CoinQty = t.brand(
  t.number,
  (n): n is t.Branded<number, CoinQtyBrand> => Number.isSafeInteger(n) && !Object.is(n, -0),
  'CoinQty',
)
export type CoinQty = t.TypeOf<typeof CoinQty>
