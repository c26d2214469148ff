import type { State, TradingFrozen } from '@shadowtape/core'
import { bpsScale, divideRounded, formatDecimal, pow10 } from '@shadowtape/core'

import { positionsReport } from './positions-report'
import { utcIso } from './utc-iso'

/** The demo's report; its keys and their meaning are fixed. */
export const execDemoReport = (
  state: State,
  iterations: number,
  symbols: ReadonlyArray<string>,
  start: number,
): Readonly<Record<string, unknown>> => {
  const { totals, risk } = state
  return {
    execution: { iterations, symbols },
    orders: {
      placed: totals.placed,
      filled: totals.filled,
      canceled: totals.canceled,
      rejected: totals.rejected,
      risk_blocks: totals.denied,
    },
    positions: positionsReport(state),
    risk: {
      frozen: risk.isFrozen,
      blocks_total: totals.denied,
      freeze_events: totals.freezes,
      freezes_total: totals.freezes,
      last_freeze_reason: risk.last === null ? null : freezeText(risk.last.event),
      last_freeze_symbol: risk.last?.event.symbol ?? null,
    },
    runtime: { utc: utcIso(start) },
  }
}

/** Why trading froze, in words. */
export const freezeText = (event: TradingFrozen): string =>
  event.reason === 'EDGE_DEGRADATION'
    ? `Edge degradation: ${bpsText(event.edgeBps)} BPS < ${bpsText(event.thresholdBps)} BPS`
    : `Operator ${event.actor ?? ''}: ${event.note ?? ''}`

/** What a person at the terminal hears the moment the edge froze trading. */
export const frozenText = ({ edgeBps, thresholdBps, symbol }: TradingFrozen): string =>
  `System FROZEN: edge=${bpsText(edgeBps)} < threshold=${bpsText(thresholdBps)} bps` +
  ` (${symbol ?? 'all'})\n`

/** Basis points with two decimals, for people. */
export const bpsText = (bps: number | null): string =>
  formatDecimal(divideRounded(bps ?? 0, pow10[bpsScale - 2] ?? 1), 2)
