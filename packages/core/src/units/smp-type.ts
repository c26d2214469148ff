import * as t from 'io-ts'

/** Whom self-match prevention cancels: Bybit's `smpType`, the taker's alone. */
export const SmpType = t.keyof(
  {
    None: null,
    CancelMaker: null,
    CancelTaker: null,
    CancelBoth: null,
  },
  'SmpType',
)
export type SmpType = t.TypeOf<typeof SmpType>
