import * as t from 'io-ts'

/** Limit or Market, spelled as Bybit does. */
export const OrderType = t.keyof(
  {
    Limit: null,
    Market: null,
  },
  'OrderType',
)
export type OrderType = t.TypeOf<typeof OrderType>
