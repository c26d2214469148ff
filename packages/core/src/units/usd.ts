import * as t from 'io-ts'

export interface UsdBrand {
  readonly Usd: unique symbol
}

/** US dollars in millionths; signed. USDT and USDC count as dollars. */
export const Usd = t.brand(
  t.number,
  (n): n is t.Branded<number, UsdBrand> => Number.isSafeInteger(n),
  'Usd',
)
export type Usd = t.TypeOf<typeof Usd>
