import type { Draft } from 'immer'

import { invariant } from '../base/invariant'
import type { MarkoutMeasured } from '../events/markout-measured'
import type { SessionOpened } from '../events/session-opened'
import { sum } from '../units/arithmetic'
import type { DurationUs } from '../units/duration-us'
import type { MarketSymbol } from '../units/market-symbol'
import type { State } from './state'

/** The markouts of one symbol's last fills at one horizon, oldest first, in 1e-6 bps. */
export type MarkoutWindow = {
  readonly horizonUs: DurationUs
  /** How many fills were measured at this horizon in all, and how many found no touch. */
  readonly measured: number
  readonly unmeasured: number
  /** The sum of all that were measured. */
  readonly totalBps: number
  /** The last ones, `edgeFillsMax` of them at the most, their sum, and the lines of their fills. */
  readonly sumBps: number
  readonly recentBps: ReadonlyArray<number>
  readonly recentSeqs: ReadonlyArray<number>
}

/** After how long fills are measured, and what was measured of each symbol. */
export type Markouts = {
  readonly horizonsUs: ReadonlyArray<DurationUs>
  readonly bySymbol: Readonly<Record<MarketSymbol, ReadonlyArray<MarkoutWindow>>>
}

/** The horizons that a header lists, in its order. */
export const horizonsOf = ({ markoutHorizonsUs }: SessionOpened): Array<DurationUs> =>
  markoutHorizonsUs === '' ? [] : markoutHorizonsUs.split(',').map((us) => Number(us) as DurationUs)

/** A markout joins its window; of one that is full the oldest leaves. */
export const markoutMeasured = (
  draft: Draft<State>,
  event: MarkoutMeasured,
  fillSeq: number | null,
): void => {
  const { config, markouts } = draft
  const windows = (markouts.bySymbol[event.symbol] ??= markouts.horizonsUs.map(emptyWindow))
  const window = windows.find(({ horizonUs }) => horizonUs === event.horizonUs)
  invariant(
    window !== undefined && config !== null && fillSeq !== null,
    () => `${event.fillId} was measured at a horizon that the header does not name`,
  )
  if (event.markoutBps === null) {
    window.unmeasured += 1
    return
  }
  window.measured += 1
  window.totalBps = sum(window.totalBps, event.markoutBps)
  window.sumBps = sum(window.sumBps, event.markoutBps)
  window.recentBps.push(event.markoutBps)
  window.recentSeqs.push(fillSeq)
  if (window.recentBps.length <= config.edgeFillsMax) return
  window.sumBps -= window.recentBps.shift() ?? 0
  window.recentSeqs.shift()
}

const emptyWindow = (horizonUs: DurationUs): Draft<MarkoutWindow> => ({
  horizonUs,
  measured: 0,
  unmeasured: 0,
  totalBps: 0,
  sumBps: 0,
  recentBps: [],
  recentSeqs: [],
})
