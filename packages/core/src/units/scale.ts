import * as t from 'io-ts'

export interface ScaleBrand {
  readonly Scale: unique symbol
}

/** How many decimals a unit has, 0 to 12. */
export const Scale = t.brand(
  t.number,
  (n): n is t.Branded<number, ScaleBrand> => Number.isSafeInteger(n) && n >= 0 && n <= 12,
  'Scale',
)
export type Scale = t.TypeOf<typeof Scale>
