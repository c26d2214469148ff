import * as t from 'io-ts'

/** Why the venue rejected an order; `retCodes` in the dry-run venue gives each its retCode. */
export const RejectionReason = t.keyof(
  {
    QTY_BELOW_MINIMUM: null,
    QTY_ABOVE_MAXIMUM: null,
    NOTIONAL_BELOW_MINIMUM: null,
    ORDER_LINK_ID_DUPLICATE: null,
    OPEN_ORDERS_LIMIT: null,
    SIMULATED_FAULT: null,
  },
  'RejectionReason',
)
export type RejectionReason = t.TypeOf<typeof RejectionReason>
