import * as t from 'io-ts'

export interface FillIdBrand {
  readonly FillId: unique symbol
}

/** A fill's id: `f-` and a counter. */
export const FillId = t.brand(
  t.string,
  (s): s is t.Branded<string, FillIdBrand> => /^f-[1-9][0-9]{0,14}$/.test(s),
  'FillId',
)
export type FillId = t.TypeOf<typeof FillId>
