import * as t from 'io-ts'

export interface AmountBrand {
  readonly Amount: unique symbol
}

/** Money in units of price scale + quantity scale of its instrument; signed. */
export const Amount = t.brand(
  t.number,
  (n): n is t.Branded<number, AmountBrand> => Number.isSafeInteger(n),
  'Amount',
)
export type Amount = t.TypeOf<typeof Amount>
