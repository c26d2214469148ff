import type { ThawTrading } from '../commands/thaw-trading'
import type { TradingThawed } from '../events/trading-thawed'
import type { State } from '../state/state'

/** Only an operator thaws, and only what is frozen. */
export const thawTrading = (state: State, { actor, note }: ThawTrading): TradingThawed | null =>
  state.risk.isFrozen ? { type: 'TradingThawed', actor, note } : null
