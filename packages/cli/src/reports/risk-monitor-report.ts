import type { State } from '@shadowtape/core'

import { freezeText } from './freeze-text'
import { positionsReport } from './positions-report'
import { utcIso } from './utc-iso'

/**
 * What the risk monitor did, and what is held, by symbol; its keys and their meaning are fixed.
 * `status` is OK where the session ran to its close; one that did not has no report.
 */
export const riskMonitorReport = (
  state: State,
  start: number,
): Readonly<Record<string, unknown>> => {
  const { risk, totals } = state
  return {
    status: 'OK',
    frozen: risk.isFrozen,
    metrics: {
      blocks_total: totals.denied,
      freezes_total: totals.freezes,
      last_freeze_reason: risk.last === null ? null : freezeText(risk.last.event),
      last_freeze_symbol: risk.last?.event.symbol ?? null,
    },
    positions: positionsReport(state)['by_symbol'],
    runtime: { utc: utcIso(start) },
  }
}
