import * as t from 'io-ts'

export interface RetCodeBrand {
  readonly RetCode: unique symbol
}

/** Bybit V5's retCode, as its documentation numbers them. */
export const RetCode = t.brand(
  t.number,
  (n): n is t.Branded<number, RetCodeBrand> => Number.isSafeInteger(n) && n >= 0,
  'RetCode',
)
export type RetCode = t.TypeOf<typeof RetCode>
