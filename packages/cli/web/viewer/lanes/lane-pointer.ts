import type { Range } from '../../behavior/link'
import { zoomedAround } from '../../behavior/link'
import type { Viewer } from '../viewer'

/** Where the plots of all lanes are, in pixels of the page, and what they show. */
export type Plots = {
  readonly left: () => number
  readonly width: () => number
  readonly range: () => Range
  readonly home: () => Range
}

/** What pointing comes to. */
export type PointerActions = {
  readonly hover: (event: PointerEvent | null) => void
  readonly click: (event: PointerEvent, at: number) => void
  /** A stretch that is being dragged over, in pixels from the plots' left; `null` for none. */
  readonly select: (from: number, to: number | null) => void
}

/** A way shorter than this is a click. */
const clickPx = 5

/** Pointing reads, a click goes, dragging zooms, a wheel and two fingers zoom around. */
export const listenToPointer = (
  stage: HTMLElement,
  viewer: Viewer,
  plots: Plots,
  actions: PointerActions,
): void => {
  const placeOf = (event: MouseEvent): number => event.clientX - plots.left()
  const instantAt = (x: number): number => {
    const { from, to } = plots.range()
    return Math.round(from + (clamped(x) / Math.max(1, plots.width())) * (to - from))
  }
  const clamped = (x: number): number => Math.max(0, Math.min(plots.width(), x))
  const isIn = (event: MouseEvent): boolean => placeOf(event) >= 0

  const drag = newDrag()
  stage.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || !isIn(event) || isButton(event.target)) return
    drag.down(event.pointerId, placeOf(event))
    stage.setPointerCapture(event.pointerId)
  })
  stage.addEventListener('pointermove', (event) => {
    actions.hover(isIn(event) ? event : null)
    const pinch = drag.move(event.pointerId, placeOf(event))
    if (pinch !== null) {
      const around = instantAt(pinch.middle)
      viewer.zoom(zoomedAround(plots.home(), plots.range(), around, pinch.times))
      return
    }
    const from = drag.from()
    if (from !== null && Math.abs(placeOf(event) - from) > clickPx)
      actions.select(clamped(from), clamped(placeOf(event)))
  })
  const up = (event: PointerEvent, isMeant: boolean): void => {
    const from = drag.from()
    drag.up(event.pointerId)
    actions.select(0, null)
    if (from === null || !isMeant) return
    const to = placeOf(event)
    if (Math.abs(to - from) <= clickPx) return actions.click(event, instantAt(to))
    const range = { from: instantAt(Math.min(from, to)), to: instantAt(Math.max(from, to)) }
    if (range.to - range.from >= 1_000) viewer.zoom(range)
  }
  stage.addEventListener('pointerup', (event) => up(event, true))
  stage.addEventListener('pointercancel', (event) => up(event, false))
  stage.addEventListener('pointerleave', () => actions.hover(null))
  stage.addEventListener('dblclick', (event) => {
    if (isIn(event)) viewer.zoom(null)
  })
  stage.addEventListener(
    'wheel',
    (event) => {
      if (!isIn(event)) return
      event.preventDefault()
      const { deltaX, deltaY, shiftKey } = event
      const aside = shiftKey ? deltaX + deltaY : Math.abs(deltaX) > Math.abs(deltaY) ? deltaX : 0
      if (aside !== 0) viewer.zoom(shifted(plots, aside / Math.max(1, plots.width())))
      else {
        const times = Math.exp(
          Math.max(-60, Math.min(60, deltaY)) * (event.ctrlKey ? 0.012 : 0.004),
        )
        const around = instantAt(placeOf(event))
        viewer.zoom(zoomedAround(plots.home(), plots.range(), around, times))
      }
    },
    { passive: false },
  )
}

const isButton = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('button') !== null

/** The same length, moved by a share of itself, within the session. */
const shifted = ({ home, range }: Plots, share: number): Range => {
  const { from, to } = range()
  const by = Math.round((to - from) * share)
  const least = Math.max(home().from - from, Math.min(home().to - to, by))
  return { from: from + least, to: to + least }
}

type Pinch = { readonly middle: number; readonly times: number }

/** One pointer drags; two are a pinch, and then nothing is dragged until all are up. */
const newDrag = () => {
  const places = new Map<number, number>()
  let from: number | null = null
  return {
    from: () => from,
    down: (id: number, x: number): void => {
      places.set(id, x)
      from = places.size === 1 ? x : null
    },
    move: (id: number, x: number): Pinch | null => {
      const before = spread(places)
      if (places.has(id)) places.set(id, x)
      if (places.size !== 2 || before === null) return null
      const [one = 0, other = 0] = [...places.values()]
      return { middle: (one + other) / 2, times: before / Math.max(8, Math.abs(one - other)) }
    },
    up: (id: number): void => {
      places.delete(id)
      from = null
    },
  }
}

const spread = (places: ReadonlyMap<number, number>): number | null => {
  const [one, other] = [...places.values()]
  return one === undefined || other === undefined ? null : Math.max(8, Math.abs(one - other))
}
