import type { EdgeUpdated, Entry, OrderFilled, State } from '@shadowtape/core'
import { bpsScale, formatDecimal, settingsOfText } from '@shadowtape/core'

import type { EdgeSeries, FillMark, SessionReport } from './report-data'
import type { ThinRule } from './thinned'
import { newThinned } from './thinned'

/** What happened at instants of a session: fills, edges, and thresholds that changed. */
export type Marks = {
  /** Hears a line before it changes the state. */
  readonly hear: (state: State, entry: Entry) => void
  /** Doubles the intervals of edges: they are then as if these had been so from the first on. */
  readonly widen: () => void
  readonly done: () => Marked
}

/** Marks of a session, and how many there were of those that are thinned out. */
export type Marked = Pick<SessionReport, 'fills' | 'edges' | 'thresholds'> & {
  readonly fillsCount: number
  readonly edgesCount: number
}

/** Up to so many fills a report shows all; of more, the first of each interval, symbol and side. */
const fillsKept = 5_000

/** How a report thins out fills. */
const fixedIntervals = (startAt: number, intervalUs: number): ThinRule => ({
  ...{ keptMax: fillsKept, startAt, intervalUs, intervals: 'fixed' },
})

type GrownEdges = Omit<EdgeSeries, 'at' | 'bps'> & { at: Array<number>; bps: Array<number> }

/** Gathers marks. Of edges the lowest of each interval is kept, which is the one that stops. */
export const newMarks = (
  startAt: number,
  intervalUs: number,
  ofFills = fixedIntervals(startAt, intervalUs),
): Marks => {
  let width = intervalUs
  const intervalOf = (at: number): number => Math.floor((at - startAt) / width)
  const fills = newThinned<FillMark>(ofFills)
  const edges = new Map<string, GrownEdges>()
  const thresholds: Array<{ at: number; bps: number }> = []
  let edgesCount = 0

  const edged = (at: number, edge: EdgeUpdated): void => {
    edgesCount += 1
    const key = `${edge.account ?? ''} ${edge.symbol ?? ''} ${edge.source} ${edge.horizonUs ?? ''}`
    const series = edges.get(key) ?? newEdges(edge)
    edges.set(key, series)
    lowered(series, at, edge.edgeBps / 10 ** bpsScale, intervalOf)
  }

  return {
    hear: (state, entry) => {
      const { at, message } = entry
      if (message.type === 'OrderFilled')
        fills.add(at, `${message.symbol} ${message.side}`, () => fillMark(state, entry, message))
      else if (message.type === 'EdgeUpdated') edged(at, message)
      else if (message.type === 'SessionOpened')
        thresholds.push({ at, bps: message.edgeThresholdBps / 10 ** bpsScale })
      else if (message.type === 'SettingsChanged') {
        const { edgeThresholdBps: bps } = settingsOfText(message.now, 'now')
        if (bps !== undefined) thresholds.push({ at, bps: bps / 10 ** bpsScale })
      }
    },
    widen: () => {
      width *= 2
      for (const series of edges.values()) {
        const { at, bps } = series
        Object.assign(series, { at: [], bps: [] })
        at.forEach((each, i) => {
          lowered(series, each, bps[i] ?? 0, intervalOf)
        })
      }
    },
    done: () => ({
      fills: fills.kept(),
      edges: [...edges.values()].map((one) => ({ ...one, at: [...one.at], bps: [...one.bps] })),
      thresholds: [...thresholds],
      fillsCount: fills.count(),
      edgesCount,
    }),
  }
}

/** Puts an edge behind others of its kind; of an interval the lowest stays, of equals the first. */
const lowered = (
  { at: times, bps: all }: GrownEdges,
  at: number,
  bps: number,
  intervalOf: (at: number) => number,
): void => {
  const last = times.length - 1
  if (last >= 0 && intervalOf(times[last] ?? 0) === intervalOf(at)) {
    if (bps >= (all[last] ?? 0)) return
    times.pop()
    all.pop()
  }
  times.push(at)
  all.push(bps)
}

const newEdges = ({ account, symbol, source, horizonUs }: EdgeUpdated): GrownEdges => ({
  ...{ account, symbol, source, horizonUs, isJudged: true, at: [], bps: [] },
})

const fillMark = (state: State, { seq, at }: Entry, fill: OrderFilled): FillMark => {
  const { account, symbol, side, price, qty, fee, liquidity, orderId } = fill
  const { priceScale = 0, qtyScale = 0 } = state.instruments[symbol] ?? {}
  return {
    ...{ seq, at, account, symbol, side, liquidity, orderId },
    price: price / 10 ** priceScale,
    priceText: formatDecimal(price, priceScale),
    qty: formatDecimal(qty, qtyScale),
    fee: formatDecimal(fee, priceScale + qtyScale),
  }
}
