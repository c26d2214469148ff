import type { FreezeTrading } from '../commands/freeze-trading'
import type { TradingFrozen } from '../events/trading-frozen'
import type { State } from '../state/state'
import type { Count } from '../units/count'

/** An operator's freeze; one that is already frozen stays as it is. */
export const freezeTrading = (state: State, command: FreezeTrading): TradingFrozen | null =>
  state.risk.isFrozen
    ? null
    : {
        type: 'TradingFrozen',
        reason: 'OPERATOR',
        symbol: null,
        edgeBps: null,
        thresholdBps: null,
        fills: null,
        fromSeq: null,
        horizonUs: null,
        openOrders: state.orders.openCount as Count,
        actor: command.actor,
        note: command.note,
      }
