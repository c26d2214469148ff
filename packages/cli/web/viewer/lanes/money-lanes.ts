import type { Series } from '../../../src/pages/report-data'
import { px } from '../../charts/chart-paint'
import type { Painter } from '../../charts/chart-spec'
import { stroke } from '../../charts/legend'
import { colorOf } from '../../charts/palette'
import { countText, usdOfNumber } from '../../text/figures'
import type { Lane, LaneGiven, TrackLine } from './lane'
import {
  besideLook,
  besideReading,
  linesOf,
  readingAt,
  scaleText,
  scaleUsd,
  sinceStart,
  stopLines,
} from './lane'
import { seriesOf } from './price-lanes'

/** What was made so far. */
export const moneyLane: Lane = {
  name: 'money',
  title: 'P&L',
  weight: 1,
  view: (given) => {
    const { lanes, beside, startAt } = given
    const at = sinceStart(lanes, startAt)
    const { net, realized } = lanes.money
    const looks = {
      net: { paint: 'first', width: 2 },
      realized: { paint: 'market', width: 1, dash: [2, 3] },
    } as const
    return {
      chart: {
        ...linesOf([
          { at, values: realized, label: 'realized', ...looks.realized },
          ...(beside === null
            ? []
            : [{ ...besideLook, at: sinceStart(beside, startAt), values: beside.money.net }]),
          { at, values: net, label: 'net', ...looks.net },
        ]),
        stops: stopLines(given, 'bare'),
        reaches: [0],
        under: zeroLine,
        valueText: scaleUsd,
      },
      readings: [
        ...(['net', 'realized'] as const).map((name) => ({
          label: name,
          sign: () => stroke(looks[name]),
          text: readingAt({ at, values: lanes.money[name] }, usdOfNumber),
        })),
        ...(beside === null
          ? []
          : [besideReading(sinceStart(beside, startAt), beside.money.net, usdOfNumber)]),
      ],
    }
  },
}

/** How much of each limit is used, in percent; where we or the venue said no; and stops. */
export const riskLane: Lane = {
  name: 'risk',
  title: 'Risk, of its limits',
  weight: 1.1,
  view: (given) => {
    const used = usedOf(given)
    const { lanes, startAt } = given
    return {
      chart: {
        ...linesOf(used.map(({ text: _, ...line }) => line)),
        stops: stopLines(given, 'labeled'),
        reaches: [0],
        levels: isNearLimit(used) ? [{ value: 100, label: 'limit' }] : [],
        over: crosses(lanes.denials.map(({ at }) => at - startAt)),
        valueText: (value) => `${scaleText(1)(value)} %`,
      },
      readings: [
        ...used
          .filter(({ label }) => label !== '')
          .map(({ label, text, ...line }) => ({
            ...{ label, sign: () => stroke(line), text },
          })),
        ...(lanes.denials.length === 0
          ? []
          : [
              {
                label: 'denials × here',
                sign: () => stroke({ paint: 'stop' }),
                text: () => countText(lanes.denialsCount),
              },
            ]),
      ],
      hit: (plot, { x, y }) => {
        const bottom = plot.over.clientHeight
        if (y < bottom - 18) return null
        for (const { seq, at, says } of lanes.denials)
          if (Math.abs(plot.valToPos(at - startAt, 'x') - x) <= 6)
            return { seq, says, isPlace: true }
        return null
      },
    }
  },
}

type Used = TrackLine & { readonly text: (at: number) => string }

const usedOf = ({ lanes, beside, symbol, startAt }: LaneGiven): ReadonlyArray<Used> => {
  const at = sinceStart(lanes, startAt)
  const { exposure, exposureMax } = lanes.money
  const series = seriesOf(lanes, symbol)
  const other = beside === null ? null : seriesOf(beside, symbol)
  const line = (
    label: string,
    values: Series,
    max: number | null,
    look: Pick<TrackLine, 'paint' | 'width' | 'dash'>,
  ): ReadonlyArray<Used> =>
    max === null || max === 0
      ? []
      : [
          {
            ...{ at, label, ...look, values: shareOf(values, max) },
            text: readingAt({ at, values }, usdOfNumber),
          },
        ]
  return [
    ...line('exposure', exposure, exposureMax, { paint: 'third', width: 2 }),
    ...(series === null
      ? []
      : line('held', series.heldUsd, series.heldUsdMax, {
          paint: 'first',
          width: 1.5,
          dash: [7, 3],
        })),
    ...(beside === null || other === null || other.heldUsdMax === null
      ? []
      : [
          {
            ...besideLook,
            at: sinceStart(beside, startAt),
            values: shareOf(other.heldUsd, other.heldUsdMax),
            text: () => '',
          },
        ]),
  ]
}

const shareOf = (values: Series, max: number): Series =>
  values.map((value) => (value === null ? null : (Math.abs(value) * 100) / max))

const isNearLimit = (used: ReadonlyArray<Used>): boolean =>
  used.some(({ values }) => values.some((value) => (value ?? 0) > 60))

const zeroLine: Painter = (plot, ctx) => {
  const y = Math.round(plot.valToPos(0, 'y', true))
  ctx.strokeStyle = colorOf('market')
  ctx.globalAlpha = 0.5
  ctx.lineWidth = px(1)
  ctx.beginPath()
  ctx.moveTo(plot.bbox.left, y)
  ctx.lineTo(plot.bbox.left + plot.bbox.width, y)
  ctx.stroke()
  ctx.globalAlpha = 1
}

/** Crosses along the bottom. */
const crosses =
  (instants: ReadonlyArray<number>): Painter =>
  (plot, ctx) => {
    const { left, top, width, height } = plot.bbox
    const y = top + height - px(7)
    ctx.strokeStyle = colorOf('stop')
    ctx.lineWidth = px(1.75)
    ctx.beginPath()
    let taken = -Infinity
    for (const at of instants) {
      const x = plot.valToPos(at, 'x', true)
      if (x < left || x > left + width || x - taken < px(2)) continue
      taken = x
      for (const way of [1, -1]) {
        ctx.moveTo(x - px(3.5), y - way * px(3.5))
        ctx.lineTo(x + px(3.5), y + way * px(3.5))
      }
    }
    ctx.stroke()
  }
