import * as t from 'io-ts'

/** Why the venue would not cancel; the last two are of live sessions, as in `RejectionReason`. */
export const CancelRejection = t.keyof(
  {
    ORDER_NOT_FOUND: null,
    NOT_SENT: null,
    VENUE_REFUSED: null,
  },
  'CancelRejection',
)
export type CancelRejection = t.TypeOf<typeof CancelRejection>
