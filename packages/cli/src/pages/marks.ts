import type { EdgeUpdated, Entry, OrderFilled, State } from '@shadowtape/core'
import { bpsScale, formatDecimal, settingsOfText } from '@shadowtape/core'

import type { EdgeSeries, FillMark, SessionReport } from './report-data'

/** What happened at instants of a session: fills, edges, and thresholds that changed. */
export type Marks = {
  readonly hear: (state: State, entry: Entry) => void
  readonly done: () => Marked
}

/** Marks of a session, and how many there were of those that are thinned out. */
export type Marked = Pick<SessionReport, 'fills' | 'edges' | 'thresholds'> & {
  readonly fillsCount: number
  readonly edgesCount: number
}

/** Up to so many fills all are kept; of more, the first of each interval, symbol and side. */
const fillsKept = 5_000

type GrownEdges = Omit<EdgeSeries, 'at' | 'bps'> & { at: Array<number>; bps: Array<number> }

/** Gathers marks. Of edges the lowest of each interval is kept, which is the one that stops. */
export const newMarks = (startAt: number, intervalUs: number): Marks => {
  const intervalOf = (at: number): number => Math.floor((at - startAt) / intervalUs)
  let fills: Array<FillMark> = []
  let isThinned = false
  const seen = new Set<string>()
  const edges = new Map<string, GrownEdges>()
  const thresholds: Array<{ at: number; bps: number }> = []
  let [fillsCount, edgesCount] = [0, 0]

  const isFirst = ({ at, symbol, side }: FillMark): boolean => {
    const key = `${intervalOf(at)} ${symbol} ${side}`
    if (seen.has(key)) return false
    seen.add(key)
    return true
  }

  const filled = (mark: FillMark): void => {
    fillsCount += 1
    if (!isThinned && fills.length === fillsKept) {
      isThinned = true
      fills = fills.filter(isFirst)
    }
    if (!isThinned || isFirst(mark)) fills.push(mark)
  }

  const edged = (at: number, edge: EdgeUpdated): void => {
    edgesCount += 1
    const key = `${edge.account ?? ''} ${edge.symbol ?? ''} ${edge.source} ${edge.horizonUs ?? ''}`
    const series = edges.get(key) ?? newEdges(edge)
    edges.set(key, series)
    const bps = edge.edgeBps / 10 ** bpsScale
    const last = series.at.length - 1
    if (last >= 0 && intervalOf(series.at[last] ?? 0) === intervalOf(at)) {
      if (bps >= (series.bps[last] ?? 0)) return
      series.at.pop()
      series.bps.pop()
    }
    series.at.push(at)
    series.bps.push(bps)
  }

  return {
    hear: (state, entry) => {
      const { at, message } = entry
      if (message.type === 'OrderFilled') filled(fillMark(state, entry, message))
      else if (message.type === 'EdgeUpdated') edged(at, message)
      else if (message.type === 'SessionOpened')
        thresholds.push({ at, bps: message.edgeThresholdBps / 10 ** bpsScale })
      else if (message.type === 'SettingsChanged') {
        const { edgeThresholdBps: bps } = settingsOfText(message.now, 'now')
        if (bps !== undefined) thresholds.push({ at, bps: bps / 10 ** bpsScale })
      }
    },
    done: () => ({
      ...{ fills, edges: [...edges.values()], thresholds, fillsCount, edgesCount },
    }),
  }
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
