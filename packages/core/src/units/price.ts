import * as t from 'io-ts'

export interface PriceBrand {
  readonly Price: unique symbol
}

/** A price in units of the instrument's price scale: `61000.50` at scale 2 is 6100050. */
export const Price = t.brand(
  t.number,
  (n): n is t.Branded<number, PriceBrand> => Number.isSafeInteger(n) && n > 0,
  'Price',
)
export type Price = t.TypeOf<typeof Price>
