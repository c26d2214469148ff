import type { EdgeUpdated } from '../events/edge-updated'
import type { MarkoutMeasured } from '../events/markout-measured'
import type { State } from '../state/state'
import { divideRounded } from '../units/arithmetic'
import type { Bps } from '../units/bps'
import type { Count } from '../units/count'
import type { Seq } from '../units/seq'

/**
 * The edge that our own fills have had: when one was measured at the horizon that counts, the mean
 * over the last `edgeFillsMax` of its symbol, once there are `edgeFillsMin`. Only where markouts
 * are the session's source of edge.
 */
export const judgeMarkouts = (state: State, event: MarkoutMeasured): EdgeUpdated | null => {
  const { config } = state
  const { symbol, horizonUs, markoutBps } = event
  if (config?.edgeSource !== 'markout' || markoutBps === null) return null
  if (horizonUs !== config.edgeHorizonUs) return null
  const window = state.markouts.bySymbol[symbol]?.find((each) => each.horizonUs === horizonUs)
  const fills = window?.recentBps.length ?? 0
  if (window === undefined || fills < config.edgeFillsMin) return null
  return {
    type: 'EdgeUpdated',
    symbol,
    edgeBps: divideRounded(window.sumBps, fills) as Bps,
    source: 'markout',
    fills: fills as Count,
    fromSeq: window.recentSeqs[0] as Seq,
    horizonUs,
  }
}
