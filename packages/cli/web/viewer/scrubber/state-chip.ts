import type { Restriction, State } from '@shadowtape/core'

import { instantText } from '../../text/time-text'
import { el } from '../../dom/element'
import type { Viewer } from '../viewer'
import { written } from './written'

/** Whether trading goes on, and since when it does not. */
export const stateChip = (viewer: Viewer): HTMLElement => {
  const chip = el('button', { type: 'button', class: 'chip state' })
  let since: number | null = null
  chip.addEventListener('click', () => {
    if (since !== null) void viewer.go({ seq: since })
  })
  const show = (): void => {
    const { startAt } = viewer.facts
    const stop = strictest(viewer.shown().state)
    since = stop?.seq ?? null
    const of = stop?.symbol ?? stop?.account ?? null
    const whose = of === null ? '' : ` (${of})`
    chip.dataset['state'] = stop?.state ?? 'active'
    chip.disabled = stop === null
    chip.title = stop === null ? 'Trading is active' : `${stop.reason}: go to its line`
    const at = stop === null ? '' : instantText(stop.at, startAt, viewer.clock.mode())
    written(chip, stop === null ? 'active' : `${stop.state}${whose} since ${at}`)
  }
  viewer.listen('place', show)
  viewer.clock.onChange(show)
  show()
  return chip
}

/** Of all that restricts trading what restricts most of it. */
const strictest = ({ risk }: State): Restriction | null => {
  const all = [
    ...(risk.session === null ? [] : [risk.session]),
    ...Object.values(risk.accounts),
    ...Object.values(risk.symbols),
  ]
  return all.find(({ state }) => state === 'frozen') ?? all[0] ?? null
}
