import * as t from 'io-ts'

/** Buy or Sell, spelled as Bybit does. */
export const Side = t.keyof({ Buy: null, Sell: null }, 'Side')
export type Side = t.TypeOf<typeof Side>
