import { el, svg } from '../dom/element'
import type { ChartSpec, LineSpec } from './chart-spec'

/** What the lines and marks of a chart mean: each by its shape as well as by its color. */
export const legendOf = ({ lines, marks, stops, band, levels }: ChartSpec): HTMLElement => {
  const makers = marks?.filter(({ isFull }) => isFull) ?? []
  const takers = marks?.filter(({ isFull }) => !isFull) ?? []
  const items = [
    ...lines
      .filter(({ isHidden, label }) => isHidden !== true && label !== '')
      .map((line) => item(line.label, stroke(line))),
    ...(band === undefined ? [] : [item('lowest bid to highest ask', swatch('band'))]),
    ...(makers.length > 0 ? [item('maker: bought', triangle('up', true))] : []),
    ...(makers.length > 0 ? [item('sold', triangle('down', true))] : []),
    ...(takers.length > 0 ? [item('taker: bought', triangle('up', false))] : []),
    ...(takers.length > 0 ? [item('sold', triangle('down', false))] : []),
    ...((levels ?? []).length > 0 ? [item('limit', levelMark())] : []),
    ...(stops.length > 0 ? [item('trading stopped', swatch('stop'))] : []),
  ]
  return el('ul', { class: 'legend' }, items)
}

const item = (says: string, mark: SVGElement): HTMLElement => el('li', {}, mark, says)

const frame = (...shapes: ReadonlyArray<SVGElement>): SVGElement =>
  svg('svg', { width: 22, height: 12, viewBox: '0 0 22 12', 'aria-hidden': 'true' }, shapes)

/** A line as a sign: its color, width and dashes. */
export const stroke = ({
  paint,
  width = 1.5,
  dash = [],
}: Pick<LineSpec, 'paint' | 'width' | 'dash'>): SVGElement =>
  frame(
    svg('path', {
      ...{ d: 'M0 6H22', fill: 'none', class: `stroke-${paint}` },
      ...{ 'stroke-width': Math.max(1.5, width), 'stroke-dasharray': dash.join(' ') || null },
    }),
  )

const levelMark = (): SVGElement =>
  frame(
    svg('path', {
      ...{ d: 'M0 6H22', fill: 'none', class: 'stroke-limit', 'stroke-width': 1.5 },
      'stroke-dasharray': '8 4 2 4',
    }),
  )

/** A filled shape as a sign. */
export const swatch = (paint: 'band' | 'stop'): SVGElement =>
  frame(
    svg('rect', { x: 0, y: 1, width: 22, height: 10, class: `fill-${paint}` }),
    ...(paint === 'stop'
      ? [svg('path', { d: 'M1 1V11', class: 'stroke-stop', 'stroke-width': 2 })]
      : []),
  )

/** A fill as a sign. */
export const triangle = (way: 'up' | 'down', isFull: boolean): SVGElement => {
  const paint = way === 'up' ? 'bid' : 'ask'
  const d = way === 'up' ? 'M11 1L17 11H5Z' : 'M11 11L17 1H5Z'
  return frame(
    svg('path', {
      ...{ d, 'stroke-width': 1.75 },
      class: isFull ? `fill-solid-${paint}` : `hollow stroke-${paint}`,
    }),
  )
}
