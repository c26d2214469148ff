import * as t from 'io-ts'

/** Why a session ended. */
export const CloseReason = t.keyof(
  {
    END_OF_INPUT: null,
    OPERATOR: null,
  },
  'CloseReason',
)
export type CloseReason = t.TypeOf<typeof CloseReason>
