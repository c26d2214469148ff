import * as t from 'io-ts'

/** What may be placed: anything, only what reduces a position, or nothing. Cancels always pass. */
export const TradingState = t.keyof(
  {
    active: null,
    reducing: null,
    frozen: null,
  },
  'TradingState',
)
export type TradingState = t.TypeOf<typeof TradingState>
