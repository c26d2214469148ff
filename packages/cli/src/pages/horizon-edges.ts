import type { State } from '@shadowtape/core'
import { bpsScale } from '@shadowtape/core'

import type { EdgeSeries } from './report-data'

/** What the last fills of a symbol were worth at a horizon, and how many had been measured. */
export type HorizonReading = {
  readonly symbol: string
  readonly horizonUs: number
  readonly measured: number
  readonly bps: number
}

/**
 * What a state says of the last fills of each symbol at each horizon. Where the edge is made of
 * them, the horizon that is judged is left out: its edge is said line by line.
 */
export const horizonsRead = ({ markouts, config }: State): ReadonlyArray<HorizonReading> => {
  const judged = config?.edgeSource === 'markout' ? config.edgeHorizonUs : null
  const readings: Array<HorizonReading> = []
  for (const [symbol, windows] of Object.entries(markouts.bySymbol))
    for (const { horizonUs, measured, sumBps, recentBps } of windows) {
      if (horizonUs === judged || recentBps.length === 0) continue
      const bps = Math.round(sumBps / recentBps.length) / 10 ** bpsScale
      readings.push({ symbol, horizonUs, measured, bps })
    }
  return readings
}

type Grown = Omit<EdgeSeries, 'at' | 'bps'> & { at: Array<number>; bps: Array<number> }
type Followed = { readonly series: Grown; measured: number }

/** Means of markouts at the horizons that no edge is said of: a point where more was measured. */
export const horizonEdges = (
  samples: Iterable<{ readonly at: number; readonly horizons: ReadonlyArray<HorizonReading> }>,
): ReadonlyArray<EdgeSeries> => {
  const all = new Map<string, Followed>()
  for (const { at, horizons } of samples)
    for (const { symbol, horizonUs, measured, bps } of horizons) {
      const key = `${symbol} ${String(horizonUs)}`
      const followed = all.get(key) ?? { series: newSeries(symbol, horizonUs), measured: 0 }
      all.set(key, followed)
      if (followed.measured === measured) continue
      followed.measured = measured
      followed.series.at.push(at)
      followed.series.bps.push(bps)
    }
  return [...all.values()].map(({ series }) => series)
}

const newSeries = (symbol: string, horizonUs: number): Grown => ({
  ...{ account: null, symbol, source: 'markout', horizonUs, isJudged: false, at: [], bps: [] },
})
