import * as t from 'io-ts'

export interface QtyBrand {
  readonly Qty: unique symbol
}

/** A quantity in units of the instrument's quantity scale; never negative. */
export const Qty = t.brand(
  t.number,
  (n): n is t.Branded<number, QtyBrand> => Number.isSafeInteger(n) && n >= 0,
  'Qty',
)
export type Qty = t.TypeOf<typeof Qty>
