import type { State } from '@shadowtape/core'

import { freezeText } from './freeze-text'
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
