import * as t from 'io-ts'

export interface FeeRateBrand {
  readonly FeeRate: unique symbol
}

/** A fee as a share of notional, in 1e-8; negative is a rebate. At most 10 % either way. */
export const FeeRate = t.brand(
  t.number,
  (n): n is t.Branded<number, FeeRateBrand> =>
    Number.isSafeInteger(n) && n >= -10_000_000 && n <= 10_000_000,
  'FeeRate',
)
export type FeeRate = t.TypeOf<typeof FeeRate>
