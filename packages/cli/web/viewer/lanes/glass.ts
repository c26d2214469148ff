import { el, retext } from '../../dom/element'
import type { Hit } from './lane'

/** What lies over all plots at once: where one stands, points and drags, and what is said there. */
export type Glass = {
  readonly element: HTMLElement
  /** Lays it over the plots, in pixels from the left of all lanes. */
  readonly place: (left: number, width: number) => void
  readonly width: () => number
  readonly put: (line: 'playhead' | 'hover', x: number | null) => void
  readonly select: (from: number, to: number | null) => void
  /** Says what is pointed at, beside the pointer. */
  readonly say: (hit: Hit | null, x: number, y: number) => void
}

/** A glass with nothing on it but the playhead. */
export const newGlass = (): Glass => {
  const lines = { playhead: el('div', { class: 'playhead' }), hover: el('div', { class: 'hover' }) }
  const selecting = el('div', { class: 'selecting', hidden: true })
  const tip = el('div', { class: 'tip', hidden: true })
  const element = el(
    'div',
    { class: 'glass', 'aria-hidden': 'true' },
    el('div', { class: 'clip' }, selecting, lines.hover, lines.playhead),
    tip,
  )
  let width = 1
  return {
    element,
    place: (left, wide) => {
      width = wide
      element.style.left = px(left)
      element.style.width = px(wide)
    },
    width: () => width,
    put: (name, x) => {
      const line = lines[name]
      line.hidden = x === null
      if (x !== null) line.style.transform = `translateX(${px(x)})`
    },
    select: (from, to) => {
      selecting.hidden = to === null
      if (to === null) return
      selecting.style.left = px(Math.min(from, to))
      selecting.style.width = px(Math.abs(to - from))
    },
    say: (hit, x, y) => {
      tip.hidden = hit === null
      if (hit === null) return
      if (tip.textContent !== hit.says) retext(tip, hit.says)
      const left = x + 14 + tip.offsetWidth > width ? x - 14 - tip.offsetWidth : x + 14
      tip.style.transform = `translate(${px(left)}, ${px(y + 14)})`
    },
  }
}

const px = (size: number): string => `${String(Math.round(size * 10) / 10)}px`
