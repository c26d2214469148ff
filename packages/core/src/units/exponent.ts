import * as t from 'io-ts'

export interface ExponentBrand {
  readonly Exponent: unique symbol
}

/** The exponent of a queue model, in millionths: above 0, 100 at the most. */
export const Exponent = t.brand(
  t.number,
  (n): n is t.Branded<number, ExponentBrand> =>
    Number.isSafeInteger(n) && n >= 1 && n <= 100_000_000,
  'Exponent',
)
export type Exponent = t.TypeOf<typeof Exponent>
