import type { EdgeUpdated } from '../events/edge-updated'
import type { TradingFrozen } from '../events/trading-frozen'
import type { State } from '../state/state'
import { bpsScale, formatDecimal } from '../units/decimal'
import type { Text } from '../units/text'
import { stateEvidence, windowEvidence } from './risk-rules/evidence-of'

/** Freezes trading on the first edge below the threshold; an edge at it passes. */
export const watchEdge = (state: State, event: EdgeUpdated): TradingFrozen | null => {
  const threshold = state.config?.edgeThresholdBps
  if (threshold === undefined || state.risk.isFrozen || event.edgeBps >= threshold) return null
  return {
    type: 'TradingFrozen',
    reason: 'EDGE_DEGRADATION',
    rule: 'edge-threshold' as Text,
    symbol: event.symbol,
    scope: 'session',
    observed: formatDecimal(event.edgeBps, bpsScale) as Text,
    threshold: formatDecimal(threshold, bpsScale) as Text,
    unit: 'bps',
    horizonUs: event.horizonUs,
    ...edgeEvidence(state, event),
    ...stateEvidence(state),
    actor: null,
    note: null,
  }
}

/** The fills an edge was measured on, or the line of one that some source said. */
const edgeEvidence = (state: State, { symbol, fills, fromSeq, horizonUs }: EdgeUpdated) => {
  const { bySymbol, total } = state.markouts
  const windows = symbol === null ? total : bySymbol[symbol]
  const measured = windows?.find((window) => window.horizonUs === horizonUs)
  return fills === null || fromSeq === null || measured === undefined
    ? windowEvidence([state.seq])
    : windowEvidence(measured.recentSeqs, fills, fromSeq)
}
