import uPlot from 'uplot'

import type { ChartSpec, PointMark, StopLine } from './chart-spec'
import { colorOf } from './palette'

/** Draws the shade of stops, below everything else. */
export const paintShades = (plot: uPlot, { stops, under }: ChartSpec): void => {
  inPlot(plot, (ctx) => {
    for (const stop of stops) shade(plot, ctx, stop)
    under?.(plot, ctx)
  })
}

/** Draws levels, stops and marks, above the lines. */
export const paintMarks = (
  plot: uPlot,
  { stops, levels = [], marks = [], over }: ChartSpec,
): void => {
  inPlot(plot, (ctx) => {
    over?.(plot, ctx)
    for (const { value, label } of levels) level(plot, ctx, value, label)
    paintStops(plot, ctx, stops)
    for (const mark of marks) point(plot, ctx, mark)
  })
}

const inPlot = (plot: uPlot, paint: (ctx: CanvasRenderingContext2D) => void): void => {
  const { ctx, bbox } = plot
  ctx.save()
  ctx.beginPath()
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height)
  ctx.clip()
  paint(ctx)
  ctx.restore()
}

/** Pixels of the page as those of the canvas. */
export const px = (size: number): number => size * uPlot.pxRatio

/** Slanted lines from a stop to its thaw, or to the end; the other way for a reduction. */
const shade = (plot: uPlot, ctx: CanvasRenderingContext2D, stop: StopLine): void => {
  const { bbox } = plot
  const from = Math.max(bbox.left, plot.valToPos(stop.at, 'x', true))
  const end = stop.until === null ? Infinity : plot.valToPos(stop.until, 'x', true)
  const to = Math.min(bbox.left + bbox.width, end)
  if (to <= from) return
  ctx.save()
  ctx.beginPath()
  ctx.rect(from, bbox.top, to - from, bbox.height)
  ctx.clip()
  ctx.strokeStyle = colorOf(stop.paint ?? 'stop')
  ctx.globalAlpha = 0.16
  ctx.fillStyle = colorOf(stop.paint ?? 'stop')
  ctx.lineWidth = px(1)
  const [gap, rise] = [px(9), stop.kind === 'freeze' ? bbox.height : -bbox.height]
  ctx.beginPath()
  for (let x = from - bbox.height; x < to + bbox.height; x += gap) {
    ctx.moveTo(x, bbox.top + bbox.height)
    ctx.lineTo(x + rise, bbox.top)
  }
  ctx.stroke()
  ctx.globalAlpha = 0.06
  ctx.fillRect(from, bbox.top, to - from, bbox.height)
  ctx.restore()
}

const paintStops = (
  plot: uPlot,
  ctx: CanvasRenderingContext2D,
  stops: ReadonlyArray<StopLine>,
): void => {
  const { bbox } = plot
  let taken = -Infinity
  ctx.lineWidth = px(1.5)
  ctx.font = `600 ${String(px(11))}px system-ui, sans-serif`
  ctx.textBaseline = 'middle'
  ctx.textAlign = 'left'
  for (const { at, label, kind, paint = 'stop' } of stops) {
    const x = Math.round(plot.valToPos(at, 'x', true))
    if (x < bbox.left || x > bbox.left + bbox.width) continue
    ctx.strokeStyle = colorOf(paint)
    ctx.setLineDash(kind === 'freeze' ? [] : [px(5), px(4)])
    ctx.beginPath()
    ctx.moveTo(x, bbox.top)
    ctx.lineTo(x, bbox.top + bbox.height)
    ctx.stroke()
    if (label === '' || x < taken) continue
    const width = ctx.measureText(label).width + px(8)
    const isLeft = x + width > bbox.left + bbox.width
    ctx.fillStyle = colorOf(paint)
    ctx.fillRect(isLeft ? x - width : x, bbox.top, width, px(16))
    ctx.fillStyle = colorOf('ink')
    ctx.fillText(label, (isLeft ? x - width : x) + px(4), bbox.top + px(8.5))
    taken = x + width + px(2)
  }
  ctx.setLineDash([])
}

const level = (plot: uPlot, ctx: CanvasRenderingContext2D, value: number, label: string): void => {
  const { bbox } = plot
  const y = Math.round(plot.valToPos(value, 'y', true))
  if (y < bbox.top || y > bbox.top + bbox.height) return
  ctx.strokeStyle = colorOf('limit')
  ctx.lineWidth = px(1.5)
  ctx.setLineDash([px(8), px(4), px(2), px(4)])
  ctx.beginPath()
  ctx.moveTo(bbox.left, y)
  ctx.lineTo(bbox.left + bbox.width, y)
  ctx.stroke()
  ctx.setLineDash([])
  ctx.font = `${String(px(11))}px system-ui, sans-serif`
  ctx.textAlign = 'left'
  ctx.textBaseline = y - bbox.top < px(16) ? 'top' : 'bottom'
  ctx.fillStyle = colorOf('limit')
  ctx.fillText(label, bbox.left + px(6), y + (y - bbox.top < px(16) ? px(3) : -px(3)))
}

/** Up bought and down sold; full as a maker, hollow as a taker. */
const point = (plot: uPlot, ctx: CanvasRenderingContext2D, mark: PointMark): void => {
  const { bbox } = plot
  const [x, y] = [plot.valToPos(mark.at, 'x', true), plot.valToPos(mark.value, 'y', true)]
  if (x < bbox.left - 9 || x > bbox.left + bbox.width + 9) return
  const [half, high] = [px(5.5), mark.shape === 'up' ? px(6) : -px(6)]
  ctx.beginPath()
  ctx.moveTo(x, y - high)
  ctx.lineTo(x + half, y + high * 0.7)
  ctx.lineTo(x - half, y + high * 0.7)
  ctx.closePath()
  ctx.lineWidth = px(1.75)
  ctx.strokeStyle = mark.isFull ? colorOf('ink') : colorOf(mark.paint)
  ctx.fillStyle = mark.isFull ? colorOf(mark.paint) : colorOf('ink')
  ctx.fill()
  ctx.stroke()
}
