import type { Range } from '../../behavior/link'
import { zoomedAround } from '../../behavior/link'
import { el } from '../../dom/element'
import { sinceText } from '../../../src/reports/otherwise-report'
import type { LaneData } from '../lanes/lane-data'
import type { Viewer } from '../viewer'

type Part = 'from' | 'to' | 'all' | 'new'

/** What is zoomed to, as a window over the overview that is moved and made wider or narrower. */
export const rangeStrip = (viewer: Viewer, data: LaneData): HTMLElement => {
  const [from, to] = [el('i', { class: 'grip from' }), el('i', { class: 'grip to' })]
  const length = el('span', { class: 'length' })
  const window = el('div', { class: 'window' }, from, length, to)
  const strip = el(
    'div',
    {
      ...{ class: 'range-strip', role: 'group', 'aria-label': 'What is zoomed to' },
      title: 'Drag to zoom; drag the window to move it; double-click to show all',
    },
    window,
  )
  const show = (): void => {
    const home = data.home()
    const range = viewer.range() ?? home
    const share = (at: number): string => `${String((at / home.to) * 100)}%`
    window.style.left = share(range.from)
    window.style.width = share(range.to - range.from)
    strip.classList.toggle('is-all', viewer.range() === null)
    length.textContent = viewer.range() === null ? 'all' : sinceText(range.to - range.from)
  }
  viewer.listen('range', show)
  viewer.listen('now', show)
  data.onChange(show)
  show()
  letDrag(strip, viewer, data)
  strip.addEventListener('dblclick', () => viewer.zoom(null))
  strip.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault()
      const { left, width } = strip.getBoundingClientRect()
      const home = data.home()
      const around = ((event.clientX - left) / width) * home.to
      const times = event.deltaY > 0 ? 1.25 : 0.8
      viewer.zoom(zoomedAround(home, viewer.range() ?? home, around, times))
    },
    { passive: false },
  )
  return strip
}

type Held = { readonly part: Part; readonly at: number; readonly range: Range }

const letDrag = (strip: HTMLElement, viewer: Viewer, data: LaneData): void => {
  let held: Held | null = null
  const instantAt = (event: PointerEvent): number => {
    const { left, width } = strip.getBoundingClientRect()
    return Math.round(((event.clientX - left) / Math.max(1, width)) * data.home().to)
  }
  strip.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return
    const range = viewer.range() ?? data.home()
    held = { part: partOf(event.target, viewer.range()), at: instantAt(event), range }
    strip.setPointerCapture(event.pointerId)
  })
  strip.addEventListener('pointermove', (event) => {
    if (held === null) return
    const range = dragged(held, instantAt(event), data.home())
    if (range !== null) viewer.zoom(range)
  })
  for (const end of ['pointerup', 'pointercancel']) strip.addEventListener(end, () => (held = null))
}

const partOf = (target: EventTarget | null, range: Range | null): Part => {
  if (!(target instanceof Element) || target.closest('.window') === null) return 'new'
  if (target.classList.contains('from')) return 'from'
  if (target.classList.contains('to')) return 'to'
  return range === null ? 'new' : 'all'
}

const dragged = ({ part, at, range }: Held, now: number, home: Range): Range | null => {
  const by = now - at
  if (part === 'all') {
    const least = Math.max(home.from - range.from, Math.min(home.to - range.to, by))
    return { from: range.from + least, to: range.to + least }
  }
  const [one, other] =
    part === 'new'
      ? [at, now]
      : part === 'from'
        ? [range.from + by, range.to]
        : [range.from, range.to + by]
  const from = Math.max(home.from, Math.min(one, other))
  const to = Math.min(home.to, Math.max(one, other))
  return to - from < Math.max(1_000, home.to / 2_000) ? null : { from, to }
}
