import * as t from 'io-ts'

/** What was asked of a real venue about an order. */
export const RequestKind = t.keyof(
  {
    PLACE: null,
    AMEND: null,
    CANCEL: null,
  },
  'RequestKind',
)
export type RequestKind = t.TypeOf<typeof RequestKind>
