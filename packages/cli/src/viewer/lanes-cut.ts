import type { EdgeSeries, Series } from '../pages/report-data'
import type { Stretch } from '../pages/sampler'
import type { Lanes } from './view-data'

/**
 * A stretch of lanes whose samples are those of it, and the one before: what happened in it, what
 * was stopped in it, and what edge and threshold it begins with.
 */
export const lanesCut = (lanes: Lanes, { from, to }: Stretch): Lanes => {
  const { times, startAt, endAt, tempo } = lanes
  const isIn = ({ at }: { readonly at: number }): boolean => at >= from && at <= to
  const within = (series: Series): number =>
    series.reduce<number>((sum, n, i) => sum + ((times[i] ?? 0) < from ? 0 : (n ?? 0)), 0)
  const stops = lanes.stops.filter(({ at, thawAt }) => at <= to && (thawAt ?? Infinity) >= from)
  return {
    ...lanes,
    ...{ startAt: Math.max(startAt, from), endAt: Math.min(endAt, to) },
    edges: lanes.edges.map((series) => edgesCut(series, from, to)),
    thresholds: thresholdsCut(lanes.thresholds, from, to),
    ...{ fills: lanes.fills.filter(isIn), fillsCount: within(tempo.fills) },
    ...{ denials: lanes.denials.filter(isIn), denialsCount: within(tempo.denied) },
    ...{ stops, stopsCount: stops.length },
    ...{ orders: [], ordersCount: within(tempo.placed) },
  }
}

const edgesCut = (series: EdgeSeries, from: number, to: number): EdgeSeries => {
  const { at, bps } = series
  const first = at.findIndex((each) => each >= from)
  const begin = Math.max(0, (first < 0 ? at.length : first) - 1)
  const end = at.findLastIndex((each) => each <= to) + 1
  return { ...series, at: at.slice(begin, end), bps: bps.slice(begin, end) }
}

const thresholdsCut = (
  thresholds: Lanes['thresholds'],
  from: number,
  to: number,
): Lanes['thresholds'] => {
  const before = thresholds.findLastIndex(({ at }) => at <= from)
  return thresholds.filter(({ at }, i) => i >= before && at <= to)
}
