import type { SessionOpened } from '../events/session-opened'
import type { MarkoutWindow } from '../state/markouts'
import { weightedMeanOf } from '../state/weighted-mean'
import { divideRounded } from '../units/arithmetic'
import type { Bps } from '../units/bps'
import type { Count } from '../units/count'
import type { Seq } from '../units/seq'

/** A mean of markouts, how many fills are behind it, and the line of the first of them. */
export type MeanEdge = { readonly edgeBps: Bps; readonly fills: Count; readonly fromSeq: Seq }

/**
 * The mean that the header asks for, to the nearest millionth of a basis point: over the window, or
 * of all fills that were measured, weighted. `null` while there are fewer than `edgeFillsMin`.
 */
export const meanEdge = (config: SessionOpened, window: MarkoutWindow): MeanEdge | null => {
  const { recentBps, recentSeqs, sumBps, measured, firstSeq, weighted } = window
  const isWindow = config.edgeMean === 'window'
  const fills = isWindow ? recentBps.length : measured
  if (fills === 0 || fills < config.edgeFillsMin) return null
  return {
    edgeBps: (isWindow ? divideRounded(sumBps, fills) : weightedMeanOf(weighted)) as Bps,
    fills: fills as Count,
    fromSeq: (isWindow ? recentSeqs[0] : firstSeq) as Seq,
  }
}
