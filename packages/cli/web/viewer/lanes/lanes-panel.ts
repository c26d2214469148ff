import type { Lanes } from '../../../src/viewer/view-data'
import { el } from '../../dom/element'
import type { newTheme } from '../../behavior/theme'
import { onceAFrame } from '../panels/once-a-frame'
import type { Viewer } from '../viewer'
import { edgeLane } from './edge-lane'
import { fillLane } from './fill-lane'
import type { Folds } from './folds'
import type { Glass } from './glass'
import { newGlass } from './glass'
import type { LaneData } from './lane-data'
import { newLegend } from './otherwise-legend'
import { layLanes, plotsLeft } from './lane-layout'
import { listenToPointer } from './lane-pointer'
import type { LaneRow } from './lane-row'
import { laneRow } from './lane-row'
import { moneyLane, riskLane } from './money-lanes'
import { orderLane } from './order-lane'
import { marketLane, quotesLane } from './price-lanes'
import type { TimeRuler } from './time-ruler'
import { timeRuler } from './time-ruler'

const lanes = [marketLane, quotesLane, orderLane, fillLane, moneyLane, edgeLane, riskLane]

/** What lanes are made with. */
export type LanesOf = {
  readonly viewer: Viewer
  readonly data: LaneData
  readonly folds: Folds
  readonly theme: ReturnType<typeof newTheme>
}

/** Market, quotes, orders, fills, edge and risk, one above the other. */
export const lanesPanel = (of: LanesOf): HTMLElement => {
  const { viewer, folds } = of
  const rows = lanes.map((lane) => laneRow(viewer, lane, () => folds.toggle(lane.name)))
  const [ruler, glass] = [timeRuler(viewer), newGlass()]
  const stage = el('div', { class: 'stage' }, ...rows.map(({ element }) => element), glass.element)
  const legend = newLegend(viewer)
  const panel = el(
    'section',
    { class: 'lanes waiting', 'aria-label': 'Lanes', tabindex: 0 },
    ruler.element,
    legend,
    stage,
  )
  const parts = { panel, stage, legend, rows, ruler, glass }
  const drawing = newDrawing(of, parts)
  followChanges(of, parts, drawing)
  listenTo(of, parts, drawing)
  return panel
}

type Parts = {
  readonly panel: HTMLElement
  readonly stage: HTMLElement
  readonly legend: HTMLElement
  readonly rows: ReadonlyArray<LaneRow>
  readonly ruler: TimeRuler
  readonly glass: Glass
}

type Drawing = {
  /** The lines and values at where one stands, or points. */
  readonly point: () => void
  /** All lanes at what they show, of the samples that there are. */
  readonly draw: () => void
  readonly show: () => void
  readonly move: () => void
  readonly fit: () => void
  readonly hover: (at: number | null) => void
}

const newDrawing = ({ viewer, data }: LanesOf, parts: Parts): Drawing => {
  const { panel, stage, legend, rows, ruler, glass } = parts
  const { startAt } = viewer.facts
  let hovered: number | null = null
  let drawn: Lanes | null = null
  const range = () => viewer.range() ?? data.home()
  const xOf = (at: number): number | null => {
    const { from, to } = range()
    const x = ((at - from) / (to - from)) * glass.width()
    return x < -0.5 || x > glass.width() + 0.5 ? null : x
  }
  const point = (): void => {
    const here = Math.max(0, viewer.shown().at - startAt)
    glass.put('playhead', xOf(here))
    glass.put('hover', hovered === null ? null : xOf(hovered))
    const at = hovered ?? here
    ruler.flag(xOf(at), at, glass.width())
    for (const { read } of rows) read(at)
  }
  const show = (): void => {
    for (const row of rows) row.show(range())
    panel.dataset['shown'] = `${String(range().from)} ${String(range().to)}`
    ruler.draw(range(), glass.width())
    point()
  }
  const draw = (): void => {
    const shown = data.shown()
    drawn = shown
    panel.classList.toggle('waiting', shown === null)
    if (shown === null) return point()
    const beside = viewer.overlay()?.lanes ?? null
    const given = { lanes: shown, beside, symbol: data.symbol(), home: data.home(), startAt }
    for (const row of rows) row.draw(given, range())
    panel.dataset['interval'] = String(shown.intervalUs)
    show()
  }
  const fit = (): void => {
    const above = ruler.element.offsetHeight + (legend.hidden ? 0 : legend.offsetHeight)
    layLanes(stage, rows, panel.clientHeight - above - 1, glass)
    ruler.element.style.setProperty('--plots', glass.element.style.left)
    show()
  }
  const hover = (at: number | null): void => {
    hovered = at
    point()
  }
  // what is drawn already is only moved
  const move = (): void => (data.shown() === drawn ? show() : draw())
  return { point, draw, show, move, fit, hover }
}

const followChanges = (
  { viewer, data, folds, theme }: LanesOf,
  { panel, rows }: Parts,
  { point, draw, show, move, fit }: Drawing,
): void => {
  const folded = (): void => {
    for (const { lane, setFolded } of rows) setFolded(folds.folded().includes(lane.name))
    draw()
    fit()
  }
  const pointed = onceAFrame(point)
  let symbol = data.symbol()
  viewer.listen('place', () => {
    if (symbol === data.symbol()) return pointed()
    symbol = data.symbol()
    draw()
  })
  viewer.listen('range', onceAFrame(move))
  viewer.listen('symbol', draw)
  viewer.listen('now', () => {
    if (viewer.range() === null) show()
  })
  viewer.listen('overlay', () => {
    draw()
    fit()
  })
  data.onChange(draw)
  folds.onChange(folded)
  viewer.clock.onChange(show)
  theme.onChange(() => {
    for (const { repaint } of rows) repaint()
  })
  new ResizeObserver(onceAFrame(fit)).observe(panel)
}

const listenTo = (
  { viewer, data }: LanesOf,
  { stage, rows, glass }: Parts,
  { hover }: Drawing,
): void => {
  const { startAt } = viewer.facts
  const range = () => viewer.range() ?? data.home()
  const hitAt = (event: PointerEvent) => {
    const under = document.elementsFromPoint(event.clientX, event.clientY)
    const row = rows.find(({ element }) => under.includes(element))
    const box = row?.element.querySelector('.u-over')?.getBoundingClientRect()
    if (row === undefined || box === undefined) return null
    return row.hit({ x: event.clientX - box.left, y: event.clientY - box.top })
  }
  listenToPointer(
    stage,
    viewer,
    { left: () => plotsLeft(stage), width: glass.width, range, home: data.home },
    {
      hover: (event) => {
        const x = event === null ? null : event.clientX - plotsLeft(stage)
        const hit = event === null ? null : hitAt(event)
        const top = stage.getBoundingClientRect().top
        glass.say(hit, x ?? 0, (event?.clientY ?? 0) - top)
        stage.classList.toggle('hitting', hit !== null)
        const { from, to } = range()
        hover(x === null ? null : Math.round(from + (x / glass.width()) * (to - from)))
      },
      click: (event, at) => {
        const hit = hitAt(event)
        const seq = hit?.seq ?? null
        if (seq !== null) viewer.select(seq)
        if (seq === null) void viewer.go({ at: at + startAt })
        else if (hit?.isPlace === true) void viewer.go({ seq })
      },
      select: glass.select,
    },
  )
}
