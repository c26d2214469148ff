import * as t from 'io-ts'

/** Why trading froze, or may only reduce. Closed: a new reason is a new journal format. */
export const FreezeReason = t.keyof(
  {
    EDGE_DEGRADATION: null,
    OPERATOR: null,
    ORDER_RATE: null,
    OPEN_ORDERS: null,
    PRICE_COLLAR: null,
    ORDER_NOTIONAL: null,
    DAY_LOSS: null,
    DRAWDOWN: null,
    POSITION_AGE: null,
    STALE_DATA: null,
    FILL_RATE: null,
    REJECT_RATE: null,
  },
  'FreezeReason',
)
export type FreezeReason = t.TypeOf<typeof FreezeReason>
