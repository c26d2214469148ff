import type { EdgeUpdated } from '../events/edge-updated'
import type { TradingFrozen } from '../events/trading-frozen'
import { markoutsOfAccount } from '../state/markouts'
import type { State } from '../state/state'
import type { AccountName } from '../units/account-name'
import { bpsScale, formatDecimal } from '../units/decimal'
import type { Text } from '../units/text'
import { stateEvidence, windowEvidence } from './risk-rules/evidence-of'

/**
 * Freezes trading on the first edge below the threshold, that of one account only where the edge is
 * its; an edge at it passes.
 */
export const watchEdge = (state: State, event: EdgeUpdated): TradingFrozen | null => {
  const threshold = state.config?.edgeThresholdBps
  const { account } = event
  if (threshold === undefined || event.edgeBps >= threshold) return null
  if (state.risk.isFrozen || isAccountFrozen(state, account)) return null
  return {
    type: 'TradingFrozen',
    reason: 'EDGE_DEGRADATION',
    rule: 'edge-threshold' as Text,
    account,
    symbol: event.symbol,
    scope: account === null ? 'session' : 'account',
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

const isAccountFrozen = ({ risk }: State, account: AccountName | null): boolean =>
  account !== null && risk.accounts[account]?.state === 'frozen'

/** The fills an edge was measured on, or the line of one that some source said. */
const edgeEvidence = (
  state: State,
  { account, symbol, fills, fromSeq, horizonUs }: EdgeUpdated,
) => {
  const { bySymbol, total } = markoutsOfAccount(state, account)
  const windows = symbol === null ? total : bySymbol[symbol]
  const measured = windows?.find((window) => window.horizonUs === horizonUs)
  return fills === null || fromSeq === null || measured === undefined
    ? windowEvidence([state.seq])
    : windowEvidence(measured.recentSeqs, fills, fromSeq)
}
