import type { EdgeUpdated } from '../events/edge-updated'
import type { TradingFrozen } from '../events/trading-frozen'
import type { State } from '../state/state'
import type { Count } from '../units/count'

/** Freezes trading on the first edge below the threshold; an edge at it passes. */
export const watchEdge = (state: State, event: EdgeUpdated): TradingFrozen | null => {
  const threshold = state.config?.edgeThresholdBps
  if (threshold === undefined || state.risk.isFrozen || event.edgeBps >= threshold) return null
  return {
    type: 'TradingFrozen',
    reason: 'EDGE_DEGRADATION',
    symbol: event.symbol,
    edgeBps: event.edgeBps,
    thresholdBps: threshold,
    fills: event.fills,
    fromSeq: event.fromSeq,
    horizonUs: event.horizonUs,
    openOrders: state.orders.openCount as Count,
    actor: null,
    note: null,
  }
}
