import uPlot from 'uplot'

import type { Clock } from '../behavior/clock'
import type { Range } from '../behavior/link'
import { timeTicks } from '../text/time-text'
import { paintMarks, paintShades } from './chart-paint'
import type { ChartSpec, LineSpec } from './chart-spec'
import { colorOf } from './palette'

/** A drawn chart. */
export type TimeChart = {
  readonly plot: uPlot
  readonly show: (range: Range) => void
  readonly point: (at: number | null) => void
  readonly resize: (width: number, height?: number) => void
  /** Shows other values of the same lines; whether they are the same. */
  readonly put: (spec: ChartSpec) => boolean
}

const font = '11px system-ui, sans-serif'

/** Draws a chart in a box. */
export const timeChart = (box: HTMLElement, given: ChartSpec, clock: Clock): TimeChart => {
  let spec = given
  let shown = spec.home
  let pointed: number | null = null
  const plot = new uPlot(
    {
      ...optionsOf(box, () => spec, clock),
      scales: {
        x: { time: false, range: () => [shown.from, shown.to] },
        y: { range: (_plot, min, max) => reached(min, max, spec.reaches ?? []) },
      },
    },
    dataOf(spec),
    box,
  )
  const say = ({ from, to }: Range): void => {
    box.dataset['shown'] = `${String(from)} ${String(to)}`
  }
  say(shown)
  const point = (at: number | null): void => {
    pointed = at
    const isIn = at !== null && at >= shown.from && at <= shown.to
    plot.setCursor({ left: isIn ? plot.valToPos(at, 'x') : -10, top: isIn ? 0 : -10 }, false)
  }
  return {
    plot,
    point,
    show: (range) => {
      if (range.from === shown.from && range.to === shown.to) return
      shown = range
      say(range)
      // at once, so that the cursor is put where its instant now is
      plot.batch(() => plot.setScale('x', { min: range.from, max: range.to }))
    },
    resize: (width, height = spec.height) => {
      plot.setSize({ width: Math.max(160, width), height })
      point(pointed)
    },
    put: (wanted) => {
      if (linesText(wanted) !== linesText(spec)) return false
      spec = wanted
      plot.setData(dataOf(spec))
      return true
    },
  }
}

type Options = Omit<uPlot.Options, 'scales'>

const optionsOf = (box: HTMLElement, spec: () => ChartSpec, clock: Clock): Options => {
  const { lines, band, height, isBare = false } = spec()
  return {
    width: Math.max(160, box.clientWidth),
    height,
    padding: isBare ? [7, barePadding, 5, 0] : [8, isNarrow(box) ? 14 : 26, 0, 0],
    legend: { show: false },
    // the page listens itself, so that fingers can do what a mouse does
    cursor: { y: false, points: { show: false }, drag: { x: false, y: false }, bind: silent },
    axes: [
      timeAxis(spec, clock),
      valueAxis(spec, isBare ? bareAxisWidth : isNarrow(box) ? 68 : 74),
    ],
    series: [{}, ...lines.map(seriesOf)],
    bands: band === undefined ? [] : [bandOf(band)],
    hooks: {
      drawAxes: [(plot) => paintShades(plot, spec())],
      draw: [(plot) => paintMarks(plot, spec())],
    },
  }
}

/** How wide the scale of a chart in a row of charts is, and how much room is to its right. */
export const [bareAxisWidth, barePadding] = [64, 10]

const dataOf = ({ at, lines }: ChartSpec): uPlot.AlignedData =>
  [[...at], ...lines.map(({ values }) => [...values])] as uPlot.AlignedData

/** What a chart's lines look like, whatever their values are. */
const linesText = ({ lines, band }: ChartSpec): string =>
  JSON.stringify([lines.map(({ values: _, ...look }) => look), band])

const isNarrow = (box: HTMLElement): boolean => box.clientWidth < 480

const nobody = (): null => null
const silent: uPlot.Cursor.Bind = {
  ...{ mousedown: nobody, mouseup: nobody, click: nobody, dblclick: nobody },
  ...{ mousemove: nobody, mouseleave: nobody, mouseenter: nobody },
}

const seriesOf = (line: LineSpec): uPlot.Series =>
  ({
    label: line.label,
    stroke: () => (line.isHidden === true ? 'transparent' : colorOf(line.paint)),
    width: line.isHidden === true ? 0 : (line.width ?? 1.5),
    dash: [...(line.dash ?? [])],
    points: { show: false },
    // a value holds from its sample on; what is of an interval was before the sample that ends it
    paths: uPlot.paths.stepped?.({ align: line.isHidden === true ? -1 : 1 }),
  }) as uPlot.Series

const bandOf = ([upper, lower]: readonly [number, number]): uPlot.Band => ({
  series: [upper + 1, lower + 1],
  fill: () => colorOf('band'),
})

/** Some air above and below, and never a scale without a height. */
const reached = (
  min: number | null,
  max: number | null,
  reaches: ReadonlyArray<number>,
): [number, number] => {
  const known = [min, max, ...reaches].filter((one) => one !== null && Number.isFinite(one))
  if (known.length === 0) return [0, 1]
  const values = known as Array<number>
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const air = high === low ? Math.max(Math.abs(high) / 1_000, 1e-6) : (high - low) * 0.08
  return [low - air, high + air]
}

const grid = { stroke: () => colorOf('grid'), width: 1 }
const muted = (): string => colorOf('market')

const timeAxis = (spec: () => ChartSpec, clock: Clock): uPlot.Axis => {
  const ticks = (plot: uPlot, from: number, to: number) =>
    timeTicks({
      ...{ from, to, startAt: spec().startAt, mode: clock.mode() },
      most: Math.max(2, Math.floor(plot.bbox.width / uPlot.pxRatio / 84)),
    })
  const splits: uPlot.Axis.Splits = (plot, _axis, from, to) =>
    ticks(plot, from, to).map(({ at }) => at)
  if (spec().isBare === true)
    return { grid, splits, size: 0, ticks: { show: false }, values: () => [] }
  return {
    ...{ stroke: muted, grid, font, splits, size: 26, gap: 4, ticks: { ...grid, size: 4 } },
    values: (plot) => {
      const { min = 0, max = 0 } = plot.scales['x'] ?? {}
      return ticks(plot, min, max).map(({ text }) => text)
    },
  }
}

const valueAxis = (spec: () => ChartSpec, size: number): uPlot.Axis => ({
  ...{ stroke: muted, grid, font, size, gap: 6, ticks: { ...grid, size: 4 } },
  space: spec().isBare === true ? 24 : 34,
  values: (_plot, values) => values.map((value) => spec().valueText(value)),
})
