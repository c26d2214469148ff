import * as t from 'io-ts'

/** Bybit's `cancelType` of an order that is closed. */
export const CancelType = t.keyof(
  {
    UNKNOWN: null,
    CancelByUser: null,
    CancelByReduceOnly: null,
    CancelBySmp: null,
    CancelByCannotAffordOrderCost: null,
  },
  'CancelType',
)
export type CancelType = t.TypeOf<typeof CancelType>
