import * as t from 'io-ts'

export interface CountBrand {
  readonly Count: unique symbol
}

/** How many of something there are. */
export const Count = t.brand(
  t.number,
  (n): n is t.Branded<number, CountBrand> => Number.isSafeInteger(n) && n >= 0,
  'Count',
)
export type Count = t.TypeOf<typeof Count>
