import * as t from 'io-ts'

/**
 * What became of a request to a real venue: it took it, it refused it, it never got it, or nobody
 * knows, because the answer was lost and no query could tell.
 */
export const RequestOutcome = t.keyof(
  {
    ACKNOWLEDGED: null,
    REFUSED: null,
    NOT_SENT: null,
    UNKNOWN: null,
  },
  'RequestOutcome',
)
export type RequestOutcome = t.TypeOf<typeof RequestOutcome>
