import * as t from 'io-ts'

export interface OrderIdBrand {
  readonly OrderId: unique symbol
}

/** An order's id: `o-` and a counter. It is ours, not the venue's. */
export const OrderId = t.brand(
  t.string,
  (s): s is t.Branded<string, OrderIdBrand> => /^o-[1-9][0-9]{0,14}$/.test(s),
  'OrderId',
)
export type OrderId = t.TypeOf<typeof OrderId>
