import * as t from 'io-ts'

/** Who wanted an order canceled. */
export const CancelReason = t.keyof(
  {
    STRATEGY: null,
    CANCEL_ALL: null,
    FREEZE: null,
    REDUCE: null,
  },
  'CancelReason',
)
export type CancelReason = t.TypeOf<typeof CancelReason>
