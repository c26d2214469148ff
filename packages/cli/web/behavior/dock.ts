import { el } from '../dom/element'
import type { View } from '../sections/view'
import type { Moves } from './moves'
import type { Page } from './page'
import { readout } from './readout'

/** The strip below the page: the values at the instant that is looked at, and buttons to move. */
export const dock = (
  { link, clock }: Page,
  views: ReadonlyArray<View>,
  moves: Moves,
  toStop: (way: 1 | -1) => void,
): HTMLElement => {
  const words = el('div', {
    ...{ class: 'readout', 'aria-live': 'polite', role: 'status' },
    ...{ tabindex: 0, 'aria-label': 'Values at the cursor' },
  })
  let shown: number | null = null
  const write = (at: number | null): void => {
    shown = at
    words.replaceChildren(...readout(views, at))
  }
  let waiting = 0
  link.onPoint((at, isHeld) => {
    // what a mouse passes over is not read out, only where it stays
    words.setAttribute('aria-live', isHeld ? 'polite' : 'off')
    cancelAnimationFrame(waiting)
    if (isHeld) write(at)
    else waiting = requestAnimationFrame(() => write(at))
  })
  clock.onChange(() => write(shown))
  write(null)
  const button = (sign: string, name: string, act: () => void): HTMLElement => {
    const made = el('button', { type: 'button', 'aria-label': name, title: name }, sign)
    made.addEventListener('click', act)
    return made
  }
  return el(
    'aside',
    { class: 'dock', 'aria-label': 'Readout' },
    el(
      'div',
      { class: 'buttons' },
      button('‹', 'one sample back', () => moves.step(-1)),
      button('›', 'one sample on', () => moves.step(1)),
      button('+', 'zoom in', () => moves.zoom(0.5)),
      button('−', 'zoom out', () => moves.zoom(2)),
      button('⟲', 'show all', moves.reset),
      button('↑■', 'freeze before', () => toStop(-1)),
      button('↓■', 'next freeze', () => toStop(1)),
    ),
    words,
  )
}
