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
    const whose = stop?.whose === null || stop === null ? '' : ` ${stop.whose}`
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

type Stop = Restriction & { readonly whose: string | null }

/** Of all that restricts trading what restricts most of it, and whose trading that is. */
const strictest = ({ risk }: State): Stop | null => {
  const { session, accounts, symbols } = risk
  const all = [
    ...(session === null ? [] : [{ ...session, whose: null }]),
    ...[...Object.entries(accounts), ...Object.entries(symbols)].map(([whose, stop]): Stop => ({
      ...stop,
      whose,
    })),
  ]
  return all.find(({ state }) => state === 'frozen') ?? all[0] ?? null
}
