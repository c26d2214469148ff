import type { FillMark, SymbolSeries } from '../../../src/pages/report-data'
import type { Lanes } from '../../../src/viewer/view-data'
import { paintMark, px } from '../../charts/chart-paint'
import type { Painter, PointMark } from '../../charts/chart-spec'
import { stroke, triangle } from '../../charts/legend'
import { colorOf } from '../../charts/palette'
import { fillMark } from '../../sections/price'
import { countText, numberText } from '../../text/figures'
import { lastAt } from '../../behavior/link'
import type { Lane, LaneGiven } from './lane'
import { besideReading, endOf, linesOf, readingAt, scaleText, sinceStart, stopLines } from './lane'
import { nothing, seriesOf } from './price-lanes'

/** Fills at their prices, above what was held of the symbol. */
export const fillLane: Lane = {
  name: 'fills',
  title: 'Fills and inventory',
  weight: 1.25,
  view: (given) => {
    const { lanes, beside, symbol, startAt } = given
    const series = seriesOf(lanes, symbol)
    if (series === null) return nothing(given)
    const at = sinceStart(lanes, startAt)
    const own = lanes.fills.filter((fill) => fill.symbol === symbol)
    const other = (beside?.fills ?? []).filter((fill) => fill.symbol === symbol)
    const otherSeries = beside === null ? null : seriesOf(beside, symbol)
    const held = heldOf(lanes, series, startAt)
    const heldText = (value: number): string => numberText(value, series.qtyDecimals)
    return {
      chart: {
        ...linesOf([
          { at, values: series.ask, label: 'ask', paint: 'market', width: 0.75 },
          { at, values: series.bid, label: 'bid', paint: 'market', width: 0.75 },
        ]),
        stops: stopLines(given, 'bare'),
        under: heldArea(
          held,
          beside === null || otherSeries === null ? null : heldOf(beside, otherSeries, startAt),
          heldText,
        ),
        over: paintFills([
          ...other.map((fill): PointMark => ({
            ...fillMark(fill, startAt),
            ...{ isFull: false, paint: 'fourth' },
          })),
          ...own.map((fill) => fillMark(fill, startAt)),
        ]),
        valueText: scaleText(series.priceDecimals),
      },
      readings: [
        {
          label: 'held',
          sign: () => stroke({ paint: 'third', width: 3 }),
          text: readingAt(held, heldText),
        },
        {
          label: 'fills here',
          sign: () => triangle('up', true),
          text: () => countText(lanes.fillsCount),
        },
        ...(beside === null || otherSeries === null
          ? []
          : [besideReading(sinceStart(beside, startAt), otherSeries.held, heldText)]),
      ],
      hit: (plot, { x, y }) => hitFill(plot, x, y, own, given),
    }
  },
}

type Plot = Parameters<Painter>[0]

const hitFill = (
  plot: Plot,
  x: number,
  y: number,
  fills: ReadonlyArray<FillMark>,
  { startAt }: LaneGiven,
) => {
  let best: { readonly fill: FillMark; readonly away: number } | null = null
  for (const fill of fills) {
    const aside = plot.valToPos(fill.at - startAt, 'x') - x
    if (Math.abs(aside) > 9) continue
    const away = Math.hypot(aside, plot.valToPos(fill.price, 'y') - y)
    if (away <= 9 && (best === null || away < best.away)) best = { fill, away }
  }
  if (best === null) return null
  const { seq, side, qty, priceText, liquidity } = best.fill
  const says = `${side} ${qty} @ ${priceText}, ${liquidity.toLowerCase()} (line ${String(seq)})`
  return { seq, says, isPlace: true }
}

/** More fills than this to be seen at once are dots, which do not hide one another. */
const marksMax = 250

const paintFills =
  (marks: ReadonlyArray<PointMark>): Painter =>
  (plot, ctx) => {
    const { min = 0, max = 0 } = plot.scales['x'] ?? {}
    const seen = marks.filter(({ at }) => at >= min && at <= max)
    if (seen.length <= marksMax) {
      for (const mark of seen) paintMark(plot, ctx, mark)
      return
    }
    for (const { at, value, shape, paint } of seen) {
      const [x, y] = [plot.valToPos(at, 'x', true), plot.valToPos(value, 'y', true)]
      ctx.fillStyle = colorOf(paint)
      // bought below its price and sold above, so that the two are told apart without their color
      ctx.fillRect(x - px(0.75), shape === 'up' ? y : y - px(5), px(1.5), px(5))
    }
  }

/** What was held, up to where that is told. */
type Held = {
  readonly at: ReadonlyArray<number>
  readonly values: ReadonlyArray<number | null>
  readonly end: number
}

const heldOf = (lanes: Lanes, { held }: SymbolSeries, startAt: number): Held => ({
  at: sinceStart(lanes, startAt),
  values: held,
  end: endOf(lanes, startAt),
})

/** What was held, as an area around its zero, which lies in the middle; the most is written. */
const heldArea =
  (held: Held, beside: Held | null, text: (value: number) => string): Painter =>
  (plot, ctx) => {
    const { left, top, width, height } = plot.bbox
    const most = Math.max(mostIn(plot, held), beside === null ? 0 : mostIn(plot, beside))
    if (most === 0) return
    const zero = top + height / 2
    const yOf = (value: number): number => zero - (value / most) * (height / 2) * 0.86
    ctx.beginPath()
    let end = left
    steps(plot, held, (x, value, isFirst) => {
      if (isFirst) ctx.moveTo(x, zero)
      ctx.lineTo(x, yOf(value))
      end = x
    })
    ctx.lineTo(end, zero)
    ctx.fillStyle = colorOf('third')
    ctx.globalAlpha = 0.24
    ctx.fill()
    ctx.globalAlpha = 0.8
    ctx.lineWidth = px(1.25)
    ctx.strokeStyle = colorOf('third')
    ctx.stroke()
    ctx.globalAlpha = 1
    if (beside !== null) {
      ctx.beginPath()
      steps(plot, beside, (x, value, isFirst) =>
        isFirst ? ctx.moveTo(x, yOf(value)) : ctx.lineTo(x, yOf(value)),
      )
      ctx.setLineDash([px(4), px(3)])
      ctx.strokeStyle = colorOf('fourth')
      ctx.stroke()
      ctx.setLineDash([])
    }
    ctx.fillStyle = colorOf('third')
    ctx.font = `${String(px(10))}px system-ui, sans-serif`
    ctx.textAlign = 'right'
    ctx.textBaseline = 'top'
    ctx.fillText(`±${text(most)}`, left + width - px(4), top + px(2))
  }

const mostIn = (plot: Plot, { at, values }: Held): number => {
  const { min = 0, max = 0 } = plot.scales['x'] ?? {}
  let most = 0
  for (let i = Math.max(0, lastAt(at, min)); i < at.length && (at[i] ?? 0) <= max; i += 1)
    most = Math.max(most, Math.abs(values[i] ?? 0))
  return most
}

/** The corners of a line of steps, over what is shown and a little before it. */
const steps = (
  plot: Plot,
  { at, values, end }: Held,
  corner: (x: number, value: number, isFirst: boolean) => void,
): void => {
  const { min = 0, max = 0 } = plot.scales['x'] ?? {}
  const { left, width } = plot.bbox
  let [last, isFirst] = [null as number | null, true]
  for (let i = Math.max(0, lastAt(at, min)); i < at.length; i += 1) {
    const instant = at[i] ?? 0
    if (instant > max) break
    const value = values[i] ?? 0
    const x = Math.max(left, plot.valToPos(instant, 'x', true))
    corner(x, last ?? value, isFirst)
    corner(x, value, false)
    ;[last, isFirst] = [value, false]
  }
  if (last === null) return
  corner(Math.min(left + width, plot.valToPos(end, 'x', true)), last, false)
}
