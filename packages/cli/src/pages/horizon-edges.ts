import type { State } from '@shadowtape/core'
import { bpsScale } from '@shadowtape/core'

import type { EdgeSeries } from './report-data'

/** Means of markouts at the horizons that no edge is said of, as they change. */
export type HorizonEdges = {
  /** Takes what the state says now. */
  readonly sample: (state: State, at: number) => void
  readonly done: () => ReadonlyArray<EdgeSeries>
}

type Grown = Omit<EdgeSeries, 'at' | 'bps'> & { at: Array<number>; bps: Array<number> }
type Followed = { readonly series: Grown; measured: number }

/**
 * What the last fills of each symbol were worth at each horizon. Where the edge is made of them,
 * the horizon that is judged is left out: its edge is said line by line.
 */
export const newHorizonEdges = (): HorizonEdges => {
  const all = new Map<string, Followed>()
  return {
    sample: ({ markouts, config }, at) => {
      const judged = config?.edgeSource === 'markout' ? config.edgeHorizonUs : null
      for (const [symbol, windows] of Object.entries(markouts.bySymbol))
        for (const { horizonUs, measured, sumBps, recentBps } of windows) {
          if (horizonUs === judged || recentBps.length === 0) continue
          const key = `${symbol} ${String(horizonUs)}`
          const followed = all.get(key) ?? { series: newSeries(symbol, horizonUs), measured: 0 }
          all.set(key, followed)
          if (followed.measured === measured) continue
          followed.measured = measured
          followed.series.at.push(at)
          followed.series.bps.push(Math.round(sumBps / recentBps.length) / 10 ** bpsScale)
        }
    },
    done: () => [...all.values()].map(({ series }) => series),
  }
}

const newSeries = (symbol: string, horizonUs: number): Grown => ({
  ...{ account: null, symbol, source: 'markout', horizonUs, isJudged: false, at: [], bps: [] },
})
