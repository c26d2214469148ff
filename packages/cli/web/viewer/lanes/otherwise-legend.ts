import { stroke } from '../../charts/legend'
import { el, retext } from '../../dom/element'
import type { Viewer } from '../viewer'
import { besideLook } from './lane'

/** Which lines are as recorded and which of another run, where one is laid over the lanes. */
export const newLegend = (viewer: Viewer): HTMLElement => {
  const otherwise = el('span', {})
  const close = el('button', { type: 'button', 'aria-label': 'Take the other run away' }, '×')
  close.title = 'Take the other run away'
  close.addEventListener('click', () => {
    viewer.setOverlay(null)
    viewer.setAsked(null)
  })
  const box = el(
    'p',
    { class: 'otherwise', hidden: true },
    ...[stroke({ paint: 'first', width: 2 }), 'as recorded', stroke(besideLook), otherwise, close],
  )
  viewer.listen('overlay', () => {
    box.hidden = viewer.overlay() === null
    const { set = [], from = null } = viewer.asked() ?? {}
    const names = set.map(([name, value]) => `${name}=${value}`).join(', ')
    const since = from === null ? '' : `, from line ${String(from)} on`
    retext(otherwise, `with ${names === '' ? 'other settings' : names}${since}`)
  })
  return box
}
