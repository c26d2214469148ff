import * as t from 'io-ts'

export interface DurationUsBrand {
  readonly DurationUs: unique symbol
}

/** A length of engine time in microseconds. */
export const DurationUs = t.brand(
  t.number,
  (n): n is t.Branded<number, DurationUsBrand> => Number.isSafeInteger(n) && n >= 0,
  'DurationUs',
)
export type DurationUs = t.TypeOf<typeof DurationUs>
