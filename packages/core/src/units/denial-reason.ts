import * as t from 'io-ts'

/** Why the risk monitor denied an order. Closed: a new reason is a new journal format. */
export const DenialReason = t.keyof(
  {
    FROZEN: null,
    INVENTORY_LIMIT: null,
    TOTAL_NOTIONAL_LIMIT: null,
    ACCOUNT_INVENTORY_LIMIT: null,
    ACCOUNT_NOTIONAL_LIMIT: null,
    UNKNOWN_ACCOUNT: null,
    NO_MARK_PRICE: null,
    PRICE_OFF_TICK: null,
    QTY_OFF_LOT: null,
    REDUCING: null,
    ORDER_RATE: null,
    OPEN_ORDERS: null,
    PRICE_COLLAR: null,
    ORDER_NOTIONAL: null,
  },
  'DenialReason',
)
export type DenialReason = t.TypeOf<typeof DenialReason>
