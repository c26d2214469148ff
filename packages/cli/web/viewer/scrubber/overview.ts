import { lastAt, stepped } from '../../behavior/link'
import type { newTheme } from '../../behavior/theme'
import { el } from '../../dom/element'
import { instantText } from '../../text/time-text'
import type { LaneData } from '../lanes/lane-data'
import type { Viewer } from '../viewer'
import { paintOverview } from './overview-paint'

/** What an overview is made with. */
export type OverviewWith = {
  readonly viewer: Viewer
  readonly data: LaneData
  readonly theme: ReturnType<typeof newTheme>
}

/** The whole session in one strip, with the playhead: a slider to move in it. */
export const overview = ({ viewer, data, theme }: OverviewWith): HTMLElement => {
  const canvas = el('canvas', {})
  const [head, shade] = [el('div', { class: 'head' }), el('div', { class: 'outside' })]
  const slider = el(
    'div',
    {
      ...{ class: 'overview', role: 'slider', tabindex: 0, 'aria-label': 'Time in the session' },
      ...{ 'aria-valuemin': 0, 'aria-orientation': 'horizontal' },
    },
    canvas,
    shade,
    head,
  )
  const { startAt } = viewer.facts
  let dragged: number | null = null
  const length = (): number => data.home().to
  const point = (): void => {
    const at = dragged ?? Math.max(0, viewer.shown().at - startAt)
    head.style.left = `${String((Math.min(at, length()) / length()) * 100)}%`
    slider.setAttribute('aria-valuenow', String(Math.round(at)))
    slider.setAttribute('aria-valuemax', String(length()))
    const text = instantText(at + startAt, startAt, viewer.clock.mode())
    slider.setAttribute('aria-valuetext', text)
  }
  const window = (): void => {
    const range = viewer.range()
    shade.hidden = range === null
    if (range === null) return
    const share = (at: number): string => `${String((at / length()) * 100)}%`
    shade.style.setProperty('--from', share(range.from))
    shade.style.setProperty('--to', share(range.to))
  }
  const paint = (): void => {
    const lanes = data.whole()
    if (lanes === null || slider.clientWidth === 0) return
    paintOverview(canvas, { lanes, symbol: data.symbol(), startAt, lengthUs: length() })
    window()
    point()
  }
  viewer.listen('place', point)
  viewer.listen('symbol', paint)
  viewer.listen('range', window)
  viewer.listen('now', () => {
    if (viewer.isGrowing()) paint()
  })
  data.onChange(paint)
  theme.onChange(paint)
  viewer.clock.onChange(point)
  new ResizeObserver(paint).observe(slider)
  letDrag(slider, viewer, length, (at) => {
    dragged = at
    point()
  })
  letKeys(slider, viewer, data)
  return slider
}

/** A drag shows what it passes; where it ends, or a click, is gone to. */
const letDrag = (
  slider: HTMLElement,
  viewer: Viewer,
  length: () => number,
  onDrag: (at: number | null) => void,
): void => {
  const { startAt } = viewer.facts
  let [isDown, wasPlaying] = [false, false]
  const instantAt = (event: PointerEvent): number => {
    const { left, width } = slider.getBoundingClientRect()
    const share = Math.max(0, Math.min(1, (event.clientX - left) / Math.max(1, width)))
    return Math.round(share * length())
  }
  const passed = (event: PointerEvent): void => {
    onDrag(instantAt(event))
    viewer.pass(instantAt(event) + startAt)
  }
  slider.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return
    ;[isDown, wasPlaying] = [true, viewer.player.isPlaying()]
    viewer.player.pause()
    slider.setPointerCapture(event.pointerId)
    passed(event)
  })
  slider.addEventListener('pointermove', (event) => {
    if (isDown) passed(event)
  })
  const up = (event: PointerEvent): void => {
    if (!isDown) return
    isDown = false
    const at = instantAt(event) + startAt
    void viewer.go({ at }).then(() => {
      onDrag(null)
      if (wasPlaying) viewer.player.play()
    })
  }
  slider.addEventListener('pointerup', up)
  slider.addEventListener('pointercancel', up)
}

/** Arrows go by samples, pages by a tenth of the session. */
const letKeys = (slider: HTMLElement, viewer: Viewer, data: LaneData): void => {
  slider.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const at = keyed(event, viewer, data)
    if (at === null) return
    event.preventDefault()
    event.stopPropagation()
    void viewer.go({ at })
  })
}

const keyed = ({ key, shiftKey }: KeyboardEvent, viewer: Viewer, data: LaneData): number | null => {
  const { startAt } = viewer.facts
  const at = viewer.shown().at
  const times = data.whole()?.times ?? []
  const [first, last] = [startAt, viewer.now().lastAt]
  const page = Math.round((last - first) / 10)
  const by = (steps: number): number =>
    lastAt(times, at) < 0 && steps < 0 ? first : stepped(times, at, shiftKey ? steps * 10 : steps)
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return by(-1)
    case 'ArrowRight':
    case 'ArrowUp':
      return by(1)
    case 'PageDown':
      return Math.max(first, at - page)
    case 'PageUp':
      return Math.min(last, at + page)
    case 'Home':
      return first
    case 'End':
      return last
    default:
      return null
  }
}
