import type { ThawTrading } from '../commands/thaw-trading'
import type { TradingThawed } from '../events/trading-thawed'
import type { State } from '../state/state'
import { restrictionOf } from '../state/thaws'
import type { MarketSymbol } from '../units/market-symbol'

/** An operator thaws a symbol that is restricted by itself, or all that is restricted. */
export const thawTrading = (
  state: State,
  { symbol, actor, note }: ThawTrading,
): ReadonlyArray<TradingThawed> => {
  const symbols = Object.keys(state.risk.symbols) as Array<MarketSymbol>
  const asked = symbol === null ? [null, ...symbols] : [symbol]
  return asked
    .filter((one) => restrictionOf(state, one) !== null)
    .map((one) => ({ type: 'TradingThawed', symbol: one, actor, note }))
}
