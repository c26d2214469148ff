import type { Range } from '../../behavior/link'
import { el } from '../../dom/element'
import { instantText, timeTicks } from '../../text/time-text'
import { written } from '../scrubber/written'
import type { Viewer } from '../viewer'

/** The time above the lanes, with a flag where one stands. */
export type TimeRuler = {
  readonly element: HTMLElement
  /** Draws it for so many pixels of width. */
  readonly draw: (range: Range, width: number) => void
  readonly flag: (x: number | null, at: number, width: number) => void
}

/** A ruler without marks. */
export const timeRuler = (viewer: Viewer): TimeRuler => {
  const { startAt } = viewer.facts
  const ticks = el('div', { class: 'ruler-ticks' })
  const flag = el('div', { class: 'ruler-flag' })
  const track = el('div', { class: 'ruler-track' }, ticks, flag)
  return {
    element: el('div', { class: 'ruler', 'aria-hidden': 'true' }, track),
    draw: ({ from, to }, width) => {
      const mode = viewer.clock.mode()
      const most = Math.max(2, Math.floor(width / 96))
      ticks.replaceChildren(
        ...timeTicks({ from, to, most, startAt, mode }).map(({ at, text }) => {
          const tick = el('span', {}, text)
          tick.style.left = `${String(((at - from) / (to - from)) * width)}px`
          return tick
        }),
      )
    },
    flag: (x, at, width) => {
      flag.hidden = x === null
      if (x === null) return
      written(flag, instantText(at + startAt, startAt, viewer.clock.mode()))
      // its own width is left to the style, so that nothing has to be measured in each frame
      const [left, most] = [`${String(Math.round(x))}px - 50%`, `${String(width)}px - 100%`]
      flag.style.transform = `translateX(clamp(0px, ${left}, ${most}))`
    },
  }
}
