import type { Page } from '../behavior/page'
import type { Link, Range } from '../behavior/link'
import { el } from '../dom/element'
import type { ChartSpec, StopLine } from './chart-spec'
import { legendOf } from './legend'
import type { TimeChart } from './time-chart'
import { timeChart } from './time-chart'

/** A chart with its title, legend and what is to be said of it; it is drawn once it is in place. */
export const chartBox = (page: Page, given: ChartSpec): HTMLElement => {
  const spec = { ...given, stops: given.stops.filter((stop) => isIn(given.home, stop)) }
  const box = el('div', {
    class: 'chart',
    tabindex: 0,
    role: 'group',
    'aria-label': `Chart: ${spec.title}`,
    'aria-describedby': 'keys-short',
  })
  page.shelf.add(() => {
    const chart = timeChart(box, spec, page.clock)
    for (const canvas of box.querySelectorAll('canvas')) canvas.setAttribute('aria-hidden', 'true')
    listen(chart, page.link)
    page.link.join({ home: spec.home, show: chart.show, point: chart.point })
    page.focus.join(box, { at: spec.at, home: spec.home })
    return {
      redraw: () => chart.plot.redraw(false, true),
      fit: () => chart.resize(box.clientWidth),
    }
  })
  return el(
    'figure',
    { class: 'chart-figure' },
    el('figcaption', {}, el('h4', {}, spec.title), legendOf(spec)),
    box,
    spec.says === '' ? null : el('p', { class: 'note' }, spec.says),
  )
}

const isIn = ({ from, to }: Range, { at, until }: StopLine): boolean =>
  at <= to && (until === null || until >= from)

/** Pointing looks, a click holds, dragging zooms, a double click shows all again. */
const listen = ({ plot }: TimeChart, link: Link): void => {
  const { over } = plot
  let from: number | null = null
  const placeOf = (event: PointerEvent | MouseEvent): number => {
    const { left, width } = over.getBoundingClientRect()
    return Math.max(0, Math.min(width, event.clientX - left))
  }
  const instantOf = (place: number): number => Math.round(plot.posToVal(place, 'x'))
  const select = (range: Range | null): void => {
    const [left, width] = range === null ? [0, 0] : [range.from, range.to - range.from]
    plot.setSelect({ left, width, top: 0, height: over.clientHeight }, false)
  }
  over.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return
    from = placeOf(event)
    over.setPointerCapture(event.pointerId)
  })
  over.addEventListener('pointermove', (event) => {
    const place = placeOf(event)
    link.preview(instantOf(place))
    if (from !== null && Math.abs(place - from) > 5)
      select({ from: Math.min(from, place), to: Math.max(from, place) })
  })
  over.addEventListener('pointerup', (event) => {
    if (from === null) return
    const [start, end] = [from, placeOf(event)]
    from = null
    select(null)
    if (Math.abs(end - start) <= 5) return link.hold(instantOf(end))
    const [low, high] = [instantOf(Math.min(start, end)), instantOf(Math.max(start, end))]
    if (high - low >= 1_000) link.zoom({ from: low, to: high })
  })
  over.addEventListener('pointercancel', () => {
    from = null
    select(null)
    link.preview(null)
  })
  over.addEventListener('pointerleave', () => {
    if (from === null) link.preview(null)
  })
  over.addEventListener('dblclick', () => link.zoom(null))
}
