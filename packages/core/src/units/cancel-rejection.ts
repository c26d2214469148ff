import * as t from 'io-ts'

/** Why the venue would not cancel. */
export const CancelRejection = t.keyof(
  {
    ORDER_NOT_FOUND: null,
  },
  'CancelRejection',
)
export type CancelRejection = t.TypeOf<typeof CancelRejection>
