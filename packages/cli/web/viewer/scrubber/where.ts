import { el } from '../../dom/element'
import { instantText } from '../../text/time-text'
import { countText } from '../../text/figures'
import type { Viewer } from '../viewer'
import { written } from './written'

/** Where one stands: the instant as session time and as UTC, and the line of how many. */
export const where = (viewer: Viewer): HTMLElement => {
  const [time, other, line] = [el('b', {}), el('span', { class: 'other' }), el('span', {})]
  const { startAt } = viewer.facts
  const write = (): void => {
    const { at, seq } = viewer.shown()
    const mode = viewer.clock.mode()
    written(time, instantText(at, startAt, mode))
    written(other, instantText(at, startAt, mode === 'utc' ? 'session' : 'utc'))
    written(line, `line ${countText(seq)} of ${countText(viewer.now().last)}`)
  }
  viewer.listen('place', write)
  viewer.listen('now', write)
  viewer.clock.onChange(write)
  write()
  return el('div', { class: 'where' }, time, other, line)
}
