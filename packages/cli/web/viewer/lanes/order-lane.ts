import type uPlot from 'uplot'

import type { OrderSpan } from '../../../src/viewer/view-data'
import { px } from '../../charts/chart-paint'
import type { Painter } from '../../charts/chart-spec'
import { stroke } from '../../charts/legend'
import { colorOf } from '../../charts/palette'
import { numberText } from '../../text/figures'
import type { Hit, Lane, LaneGiven, LaneView, Spot } from './lane'
import { besideLook, linesOf, readingAt, scaleText, sinceStart, stopLines } from './lane'
import { seriesOf } from './price-lanes'

/** Orders at their prices from placing to end; how many were open where they are too many. */
export const orderLane: Lane = {
  name: 'orders',
  title: 'Our orders',
  weight: 1.25,
  view: (given) => (given.lanes.orders.length === 0 ? openOrders(given) : lives(given)),
}

const openOrders = (given: LaneGiven): LaneView => {
  const { lanes, beside, startAt } = given
  const at = sinceStart(lanes, startAt)
  const line = { label: 'open orders', paint: 'third', width: 2 } as const
  const { openOrders: values } = lanes.money
  const { placed, canceled } = lanes.tempo
  const count = (name: string, series: ReadonlyArray<number | null>) => ({
    label: name,
    sign: () => stroke({ paint: 'band' }),
    text: readingAt({ at, values: series }, String),
  })
  return {
    chart: {
      ...linesOf([
        ...(beside === null
          ? []
          : [
              {
                ...besideLook,
                at: sinceStart(beside, startAt),
                values: beside.money.openOrders,
              },
            ]),
        { at, values, ...line },
      ]),
      stops: stopLines(given, 'bare'),
      reaches: [0],
      valueText: (value) => (Number.isInteger(value) ? String(value) : ''),
    },
    readings: [
      { label: 'open', sign: () => stroke(line), text: readingAt({ at, values }, String) },
      count('placed', placed),
      count('canceled', canceled),
    ],
  }
}

const lives = (given: LaneGiven): LaneView => {
  const { lanes, symbol, startAt } = given
  const at = sinceStart(lanes, startAt)
  const orders = lanes.orders.filter((one) => one.symbol === symbol && one.price !== null)
  const prices = orders.flatMap(({ price, amends }) => [
    price as number,
    ...amends.map((one) => one.price),
  ])
  const decimals = seriesOf(lanes, symbol)?.priceDecimals ?? 0
  const open = lanes.money.openOrders
  const [low, high] = [least(prices), most(prices)]
  return {
    chart: {
      ...linesOf([{ at, values: at.map(() => null), label: '', paint: 'band' }]),
      stops: stopLines(given, 'bare'),
      reaches: low === null || high === null ? [0] : [low, high],
      over: paintLives(orders, startAt),
      valueText: scaleText(decimals),
    },
    readings: [
      {
        label: 'open',
        sign: () => stroke({ paint: 'third', width: 3 }),
        text: readingAt({ at, values: open }, String),
      },
    ],
    hit: (plot, spot) => hitLife(plot, spot, orders, given),
  }
}

const least = (values: ReadonlyArray<number>): number | null =>
  values.reduce<number | null>((low, value) => (low === null ? value : Math.min(low, value)), null)
const most = (values: ReadonlyArray<number>): number | null =>
  values.reduce<number | null>((top, value) => (top === null ? value : Math.max(top, value)), null)

const paintLives =
  (orders: ReadonlyArray<OrderSpan>, startAt: number): Painter =>
  (plot, ctx) => {
    const { left, width } = plot.bbox
    for (const order of orders) {
      const from = plot.valToPos(order.from - startAt, 'x', true)
      const end = order.to === null ? left + width : plot.valToPos(order.to - startAt, 'x', true)
      if (end < left || from > left + width) continue
      ctx.fillStyle = ctx.strokeStyle = colorOf(order.side === 'Buy' ? 'bid' : 'ask')
      ctx.globalAlpha = order.ended === 'canceled' ? 0.55 : 0.95
      const y = paintPrices(plot, ctx, order, { from, end, startAt })
      ctx.globalAlpha = 1
      paintEnd(ctx, order, end, y)
    }
  }

type Life = { readonly from: number; readonly end: number; readonly startAt: number }

/** A bar at each price that it had; the height of the last one. */
const paintPrices = (
  plot: uPlot,
  ctx: CanvasRenderingContext2D,
  { price, amends }: OrderSpan,
  { from, end, startAt }: Life,
): number => {
  let [x, y] = [from, plot.valToPos(price as number, 'y', true)]
  const bar = (to: number): void => {
    const left = Math.max(plot.bbox.left, x)
    ctx.fillRect(left, y - px(1.5), Math.max(px(1), to - left), px(3))
  }
  for (const { at, price: amended } of amends) {
    const [to, next] = [plot.valToPos(at - startAt, 'x', true), plot.valToPos(amended, 'y', true)]
    bar(to)
    ctx.fillRect(to - px(0.5), Math.min(y, next), px(1), Math.abs(next - y))
    ;[x, y] = [to, next]
  }
  bar(end)
  return y
}

/** Filled ends in a disc, canceled in a bar, rejected in a cross; what is open has no end. */
const paintEnd = (
  ctx: CanvasRenderingContext2D,
  { ended }: OrderSpan,
  x: number,
  y: number,
): void => {
  ctx.lineWidth = px(1.5)
  ctx.beginPath()
  if (ended === 'filled') {
    ctx.arc(x, y, px(4), 0, 2 * Math.PI)
    ctx.fill()
  }
  if (ended === 'canceled') {
    ctx.moveTo(x, y - px(3.5))
    ctx.lineTo(x, y + px(3.5))
    ctx.stroke()
  }
  if (ended === 'rejected') {
    for (const way of [1, -1]) {
      ctx.moveTo(x - px(3.5), y - way * px(3.5))
      ctx.lineTo(x + px(3.5), y + way * px(3.5))
    }
    ctx.stroke()
  }
}

const hitLife = (
  plot: uPlot,
  { x, y }: Spot,
  orders: ReadonlyArray<OrderSpan>,
  { startAt, lanes, symbol }: LaneGiven,
): Hit | null => {
  let best: { readonly order: OrderSpan; readonly away: number } | null = null
  for (const order of orders) {
    const from = plot.valToPos(order.from - startAt, 'x')
    const to = order.to === null ? Infinity : plot.valToPos(order.to - startAt, 'x')
    const aside = Math.max(0, from - x, x - to)
    const away = Math.hypot(aside, plot.valToPos(order.price as number, 'y') - y)
    if (away <= 7 && (best === null || away <= best.away)) best = { order, away }
  }
  if (best === null) return null
  const { side, qty, price, ended, order, seq } = best.order
  const text = numberText(price ?? 0, seriesOf(lanes, symbol)?.priceDecimals ?? 0)
  return { seq, says: `${side} ${qty} @ ${text}, ${ended ?? 'open'} (${order})`, isPlace: false }
}
