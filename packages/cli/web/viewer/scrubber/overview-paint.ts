import type { Lanes } from '../../../src/viewer/view-data'
import type { Paint } from '../../charts/palette'
import { colorOf } from '../../charts/palette'

/** What an overview is painted of; instants are microseconds since the session's start. */
export type OverviewOf = {
  readonly lanes: Lanes
  readonly symbol: string | null
  readonly startAt: number
  readonly lengthUs: number
}

/** Paints a whole session into a canvas: price, fills by side, denials, and its stops. */
export const paintOverview = (canvas: HTMLCanvasElement, of: OverviewOf): void => {
  const ratio = window.devicePixelRatio
  const [width, height] = [canvas.clientWidth, canvas.clientHeight]
  canvas.width = Math.round(width * ratio)
  canvas.height = Math.round(height * ratio)
  const ctx = canvas.getContext('2d')
  if (ctx === null) return
  ctx.scale(ratio, ratio)
  const { lanes, symbol, startAt, lengthUs } = of
  const xOf = (at: number): number => ((at - startAt) / Math.max(1, lengthUs)) * width
  paintStops(ctx, lanes, xOf, width, height)
  const series = lanes.symbols.find((one) => one.symbol === symbol)
  if (series !== undefined) {
    const mids = series.bid.map((bid, i) => midOf(bid, series.ask[i] ?? null))
    paintLine(ctx, [...lanes.times.map(xOf), xOf(lanes.endAt)], mids, height)
  }
  const own = lanes.fills.filter((fill) => fill.symbol === symbol)
  ticks(
    ctx,
    own.filter(({ side }) => side === 'Buy').map(({ at }) => xOf(at)),
    'bid',
    height - 7,
    6,
  )
  ticks(
    ctx,
    own.filter(({ side }) => side === 'Sell').map(({ at }) => xOf(at)),
    'ask',
    1,
    6,
  )
  ticks(
    ctx,
    lanes.denials.map(({ at }) => xOf(at)),
    'stop',
    height / 2 - 3,
    6,
  )
}

const midOf = (bid: number | null, ask: number | null): number | null =>
  bid === null || ask === null ? (bid ?? ask) : (bid + ask) / 2

const paintStops = (
  ctx: CanvasRenderingContext2D,
  { stops }: Lanes,
  xOf: (at: number) => number,
  width: number,
  height: number,
): void => {
  ctx.fillStyle = colorOf('stop')
  for (const { at, thawAt } of stops) {
    const from = xOf(at)
    ctx.globalAlpha = 0.2
    ctx.fillRect(from, 0, Math.max(1.5, (thawAt === null ? width : xOf(thawAt)) - from), height)
    ctx.globalAlpha = 1
    ctx.fillRect(from, 0, 1.5, height)
  }
}

/** A line through values at their places; the last one holds up to the place behind them. */
const paintLine = (
  ctx: CanvasRenderingContext2D,
  places: ReadonlyArray<number>,
  values: ReadonlyArray<number | null>,
  height: number,
): void => {
  const known = values.filter((value) => value !== null)
  const low = known.reduce((least, value) => Math.min(least, value), Infinity)
  const high = known.reduce((most, value) => Math.max(most, value), -Infinity)
  if (known.length === 0) return
  const yOf = (value: number): number =>
    height - 10 - ((value - low) / Math.max(1e-12, high - low)) * (height - 20)
  ctx.beginPath()
  values.forEach((value, i) => {
    if (value !== null) ctx.lineTo(places[i] ?? 0, yOf(value))
  })
  ctx.lineTo(places.at(-1) ?? 0, yOf(known.at(-1) ?? low))
  ctx.lineWidth = 1.25
  ctx.lineJoin = 'round'
  ctx.strokeStyle = colorOf('market')
  ctx.stroke()
}

/** Marks so near to one another that they could not be told apart are one. */
const ticks = (
  ctx: CanvasRenderingContext2D,
  places: ReadonlyArray<number>,
  paint: Paint,
  top: number,
  size: number,
): void => {
  ctx.fillStyle = colorOf(paint)
  let taken = -Infinity
  for (const x of places) {
    if (x - taken < 1) continue
    taken = x
    ctx.fillRect(x - 0.75, top, 1.5, size)
  }
}
