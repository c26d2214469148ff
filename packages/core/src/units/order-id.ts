import * as t from 'io-ts'

export interface OrderIdBrand {
  readonly OrderId: unique symbol
}

/**
 * An order's id: `o-` and our counter, or `s-` and the venue's for an order that it made itself, to
 * close a position. Where reports take time we may place `o-7` before we hear of the venue's own,
 * so that each counts for itself.
 */
export const OrderId = t.brand(
  t.string,
  (s): s is t.Branded<string, OrderIdBrand> => /^[os]-[1-9][0-9]{0,14}$/.test(s),
  'OrderId',
)
export type OrderId = t.TypeOf<typeof OrderId>
