import type { Lanes } from '../../../src/viewer/view-data'
import type { Series, SymbolSeries } from '../../../src/pages/report-data'
import { colorOf } from '../../charts/palette'
import { px } from '../../charts/chart-paint'
import type { Painter } from '../../charts/chart-spec'
import type { Track } from '../../charts/joined'
import { stroke, swatch } from '../../charts/legend'
import { numberText } from '../../text/figures'
import type { Lane, LaneGiven, LaneView, TrackLine } from './lane'
import { besideLook, linesOf, readingAt, scaleText, sinceStart, stopLines } from './lane'

/** The market alone: its touch, how far it went in between, and how lively trading was. */
export const marketLane: Lane = {
  name: 'market',
  title: 'Market',
  weight: 1.25,
  view: (given) => {
    const { lanes, startAt } = given
    const series = seriesOf(lanes, given.symbol)
    if (series === null) return nothing(given)
    const at = sinceStart(lanes, startAt)
    const price = (value: number): string => numberText(value, series.priceDecimals)
    const touch = { paint: 'market', width: 1 } as const
    const { trades } = lanes.tempo
    const upper = withinIntervals(at, lanes.intervalUs, series.ask, series.askHigh)
    const lower = withinIntervals(at, lanes.intervalUs, series.bid, series.bidLow)
    return {
      chart: {
        ...linesOf([
          { ...upper, label: 'highest', paint: 'band', isHidden: true },
          { ...lower, label: 'lowest', paint: 'band', isHidden: true },
          { at, values: series.ask, label: 'ask', ...touch },
          { at, values: series.bid, label: 'bid', ...touch },
        ]),
        band: [0, 1],
        stops: stopLines(given, 'labeled'),
        under: tempoBars(at, trades),
        valueText: scaleText(series.priceDecimals),
      },
      readings: [
        {
          label: 'ask',
          sign: () => stroke(touch),
          text: readingAt({ at, values: series.ask }, price),
        },
        {
          label: 'bid',
          sign: () => stroke(touch),
          text: readingAt({ at, values: series.bid }, price),
        },
        {
          label: 'trades',
          sign: () => swatch('band'),
          text: readingAt({ at, values: trades }, String),
        },
      ],
    }
  },
}

/** Our best quotes against the touch. */
export const quotesLane: Lane = {
  name: 'quotes',
  title: 'Our quotes',
  weight: 1.25,
  view: (given) => {
    const { lanes, beside, startAt } = given
    const series = seriesOf(lanes, given.symbol)
    if (series === null) return nothing(given)
    const at = sinceStart(lanes, startAt)
    const price = (value: number): string => numberText(value, series.priceDecimals)
    const looks = {
      bid: { paint: 'bid', width: 2 },
      ask: { paint: 'ask', width: 2, dash: [6, 3] },
    } as const
    return {
      chart: {
        ...linesOf([
          { at, values: series.ask, label: 'market ask', paint: 'market', width: 1 },
          { at, values: series.bid, label: 'market bid', paint: 'market', width: 1 },
          ...quotesBeside(beside, given.symbol, startAt),
          { at, values: series.ownAsk, label: 'our ask', ...looks.ask },
          { at, values: series.ownBid, label: 'our bid', ...looks.bid },
        ]),
        stops: stopLines(given, 'bare'),
        valueText: scaleText(series.priceDecimals),
      },
      readings: (['ask', 'bid'] as const).map((side) => ({
        label: `our ${side}`,
        sign: () => stroke(looks[side]),
        text: readingAt({ at, values: side === 'ask' ? series.ownAsk : series.ownBid }, price),
      })),
    }
  },
}

const quotesBeside = (
  beside: Lanes | null,
  symbol: string | null,
  startAt: number,
): ReadonlyArray<TrackLine> => {
  const series = beside === null ? null : seriesOf(beside, symbol)
  if (beside === null || series === null) return []
  const at = sinceStart(beside, startAt)
  return [
    { at, values: series.ownAsk, ...besideLook },
    { at, values: series.ownBid, ...besideLook },
  ]
}

/** The samples of a symbol. */
export const seriesOf = ({ symbols }: Lanes, symbol: string | null): SymbolSeries | null =>
  symbols.find((one) => one.symbol === symbol) ?? null

/** A lane of a session in which no symbol is listed yet. */
export const nothing = (given: LaneGiven): LaneView => ({
  chart: { at: [], lines: [], stops: stopLines(given, 'bare'), valueText: String },
  readings: [],
})

/**
 * What was highest or lowest in the interval of each sample, which is drawn back to the sample
 * before; where nothing was said for longer than an interval, what held is so until it begins.
 */
const withinIntervals = (
  at: ReadonlyArray<number>,
  intervalUs: number,
  held: Series,
  extremes: Series,
): Track => {
  const instants: Array<number> = []
  const values: Array<number | null> = []
  at.forEach((instant, i) => {
    const begin = instant - intervalUs
    if (i > 0 && begin > (at[i - 1] ?? 0)) {
      instants.push(begin)
      values.push(held[i - 1] ?? null)
    }
    instants.push(instant)
    values.push(extremes[i] ?? null)
  })
  return { at: instants, values }
}

/** A bar for each interval with trades, from the bottom up to a third of the height. */
const tempoBars =
  (at: ReadonlyArray<number>, trades: ReadonlyArray<number | null>): Painter =>
  (plot, ctx) => {
    const { left, top, width, height } = plot.bbox
    const { min = 0, max = 0 } = plot.scales['x'] ?? {}
    const shown = trades.flatMap((count, i) => {
      const one = at[i] ?? 0
      return count === null || count === 0 || one < min || one > max ? [] : [[one, count] as const]
    })
    const most = shown.reduce((top, [, count]) => Math.max(top, count), 1)
    const bar = Math.max(px(1), Math.min(px(5), (width / Math.max(1, shown.length)) * 0.7))
    ctx.fillStyle = colorOf('band')
    for (const [one, count] of shown) {
      const x = plot.valToPos(one, 'x', true)
      const size = (count / most) * height * 0.34
      ctx.fillRect(Math.max(left, x - bar), top + height - size, bar, size)
    }
  }
