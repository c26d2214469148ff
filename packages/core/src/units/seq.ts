import * as t from 'io-ts'

export interface SeqBrand {
  readonly Seq: unique symbol
}

/** The place of a line in its journal, from 1, without gaps. It alone orders a replay. */
export const Seq = t.brand(
  t.number,
  (n): n is t.Branded<number, SeqBrand> => Number.isSafeInteger(n) && n > 0,
  'Seq',
)
export type Seq = t.TypeOf<typeof Seq>
