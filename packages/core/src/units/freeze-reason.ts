import * as t from 'io-ts'

/** Why trading froze. */
export const FreezeReason = t.keyof(
  {
    EDGE_DEGRADATION: null,
    OPERATOR: null,
  },
  'FreezeReason',
)
export type FreezeReason = t.TypeOf<typeof FreezeReason>
