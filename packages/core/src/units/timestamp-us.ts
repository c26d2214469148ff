import * as t from 'io-ts'

export interface TimestampUsBrand {
  readonly TimestampUs: unique symbol
}

/** Engine time: microseconds since the Unix epoch, always taken from an input. */
export const TimestampUs = t.brand(
  t.number,
  (n): n is t.Branded<number, TimestampUsBrand> => Number.isSafeInteger(n) && n >= 0,
  'TimestampUs',
)
export type TimestampUs = t.TypeOf<typeof TimestampUs>
