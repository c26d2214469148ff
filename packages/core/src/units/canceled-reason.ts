import * as t from 'io-ts'

/**
 * Why the venue took an order off: somebody asked for it, or one of the venue's own rules. `VENUE`
 * is of live sessions: none of these, and not asked for by this session.
 */
export const CanceledReason = t.keyof(
  {
    STRATEGY: null,
    CANCEL_ALL: null,
    FREEZE: null,
    REDUCE: null,
    POST_ONLY_WOULD_TAKE: null,
    NOTHING_TO_TAKE: null,
    NOT_FILLABLE_WHOLE: null,
    REDUCE_ONLY: null,
    SELF_MATCH: null,
    INSUFFICIENT_BALANCE: null,
    VENUE: null,
  },
  'CanceledReason',
)
export type CanceledReason = t.TypeOf<typeof CanceledReason>
