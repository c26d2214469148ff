import * as t from 'io-ts'

export interface OrderLinkIdBrand {
  readonly OrderLinkId: unique symbol
}

/** A strategy's own name for an order, by Bybit's rules for orderLinkId. */
export const OrderLinkId = t.brand(
  t.string,
  (s): s is t.Branded<string, OrderLinkIdBrand> => /^[A-Za-z0-9_-]{1,36}$/.test(s),
  'OrderLinkId',
)
export type OrderLinkId = t.TypeOf<typeof OrderLinkId>
