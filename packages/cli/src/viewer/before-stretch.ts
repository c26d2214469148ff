import type { State } from '@shadowtape/core'
import { bpsScale } from '@shadowtape/core'

import type { EdgeSeries } from '../pages/report-data'
import type { Lanes } from './view-data'

/** What holds where a stretch begins, and no line of it says: thresholds and edges. */
export type BeforeStretch = Pick<Lanes, 'edges' | 'thresholds'>

type EdgeTable = State['edge']['said']

/** What holds in a state, as if it had been said at an instant. */
export const beforeStretch = ({ config, edge }: State, at: number): BeforeStretch => {
  if (config === null) return { edges: [], thresholds: [] }
  const { edgeSource: source, edgeHorizonUs, edgeThresholdBps } = config
  const horizonUs = source === 'markout' ? edgeHorizonUs : null
  const said = (account: string | null, { total, bySymbol }: EdgeTable): Array<EdgeSeries> =>
    [[null, total] as const, ...Object.entries(bySymbol)].flatMap(([symbol, one]) =>
      one === null
        ? []
        : [
            {
              ...{ account, symbol, source, horizonUs, isJudged: true },
              ...{ at: [at], bps: [one.edgeBps / 10 ** bpsScale] },
            },
          ],
    )
  return {
    thresholds: [{ at, bps: edgeThresholdBps / 10 ** bpsScale }],
    edges: [
      ...said(null, edge.said),
      ...Object.entries(edge.byAccount).flatMap(([account, table]) => said(account, table)),
    ],
  }
}

/** Lanes of a stretch, with what held where it began put before what was said in it. */
export const withBefore = (lanes: Lanes, before: BeforeStretch): Lanes => {
  const known = new Set(before.edges.map(nameOf))
  const later = new Map(lanes.edges.map((series) => [nameOf(series), series]))
  return {
    ...lanes,
    thresholds: [...before.thresholds, ...lanes.thresholds],
    edges: [
      ...before.edges.map((series) => joined(series, later.get(nameOf(series)))),
      ...lanes.edges.filter((series) => !known.has(nameOf(series))),
    ],
  }
}

const nameOf = ({ account, symbol, source, horizonUs, isJudged }: EdgeSeries): string =>
  JSON.stringify([account, symbol, source, horizonUs, isJudged])

const joined = (first: EdgeSeries, then: EdgeSeries | undefined): EdgeSeries => ({
  ...first,
  at: [...first.at, ...(then?.at ?? [])],
  bps: [...first.bps, ...(then?.bps ?? [])],
})
