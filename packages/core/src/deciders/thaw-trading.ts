import type { ThawTrading } from '../commands/thaw-trading'
import type { TradingThawed } from '../events/trading-thawed'
import type { About, Risk } from '../state/risk'
import type { State } from '../state/state'
import { restrictionOf } from '../state/thaws'
import type { AccountName } from '../units/account-name'
import type { MarketSymbol } from '../units/market-symbol'

/** An operator thaws an account or a symbol that is restricted by itself, or all that is. */
export const thawTrading = (state: State, command: ThawTrading): ReadonlyArray<TradingThawed> => {
  const { actor, note } = command
  return asked(state.risk, command)
    .filter((about) => restrictionOf(state, about) !== null)
    .map((about) => ({ type: 'TradingThawed', ...about, actor, note }))
}

const asked = ({ accounts, symbols }: Risk, { account, symbol }: About): ReadonlyArray<About> => {
  if (account !== null) return [{ account, symbol: null }]
  if (symbol !== null) return [{ account: null, symbol }]
  return [
    { account: null, symbol: null },
    ...Object.keys(accounts).map((each) => ({ account: each as AccountName, symbol: null })),
    ...Object.keys(symbols).map((each) => ({ account: null, symbol: each as MarketSymbol })),
  ]
}
