import * as t from 'io-ts'

/** What has become of an order, spelled as Bybit's `orderStatus`. */
export const OrderStatus = t.keyof(
  {
    New: null,
    Untriggered: null,
    Cancelled: null,
    PartiallyFilledCanceled: null,
  },
  'OrderStatus',
)
export type OrderStatus = t.TypeOf<typeof OrderStatus>
