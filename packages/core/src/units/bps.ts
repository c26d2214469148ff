import * as t from 'io-ts'

export interface BpsBrand {
  readonly Bps: unique symbol
}

/** Basis points in millionths of one basis point; signed. */
export const Bps = t.brand(
  t.number,
  (n): n is t.Branded<number, BpsBrand> => Number.isSafeInteger(n),
  'Bps',
)
export type Bps = t.TypeOf<typeof Bps>
