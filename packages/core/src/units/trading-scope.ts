import * as t from 'io-ts'

/** What a change of the trading state is of: one symbol, one account, or the session. */
export const TradingScope = t.keyof(
  {
    symbol: null,
    account: null,
    session: null,
  },
  'TradingScope',
)
export type TradingScope = t.TypeOf<typeof TradingScope>
