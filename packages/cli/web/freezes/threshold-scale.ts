import { shortDecimal } from '@shadowtape/core'

import { shellWord } from '../../src/shell/shell-word'
import type { ThresholdRange, Thresholds } from '../../src/postmortems/thresholds'
import { copyable } from '../dom/copyable'
import { el, retext } from '../dom/element'
import { thresholdAnswer } from '../text/threshold-answer'
import { isFloor, meansText, rangeAt, rangeText, typedThreshold } from '../text/thresholds'
import type { Looked } from './freeze-section'
import { part } from './part'

/** What other thresholds would have done: as a scale, and for one that the reader types. */
export const thresholdScale = (
  looked: Looked,
  thresholds: Thresholds,
  whileUs: number,
): HTMLElement => {
  const { recorded, unit, ranges, setting } = thresholds
  const at = rangeAt(thresholds, recorded)
  const steps = ranges.map((range, i) =>
    stepOf(thresholds, range, whileUs, i === at ? `recorded: ${shortDecimal(recorded)}` : null),
  )
  return part(
    'Other thresholds',
    el(
      'p',
      { class: 'note' },
      `What each value of ${setting} would have done about this stop, in ${unit}, from low to ` +
        'high. The steps are not drawn to scale.' +
        (isFloor(thresholds) && looked.page.n > 1
          ? ' What came before trading last went on is taken as it was recorded.'
          : ''),
    ),
    el('ol', { class: 'scale' }, steps),
    chooser(looked, thresholds, steps, whileUs),
  )
}

const signs: Readonly<Record<ThresholdRange['means'], string>> = {
  ...{ not: '▶', later: '▷', here: '■', earlier: '◀' },
  'here or earlier': '◧',
}

const stepOf = (
  thresholds: Thresholds,
  range: ThresholdRange,
  whileUs: number,
  pin: string | null,
): HTMLElement =>
  el(
    'li',
    { class: `step ${range.means.split(' ').join('-')}` },
    el('span', { class: 'bounds' }, rangeText(thresholds, range)),
    el(
      'span',
      { class: 'means' },
      el('span', { 'aria-hidden': 'true' }, signs[range.means]),
      ` ${meansText(range, whileUs)}`,
    ),
    pin === null ? null : el('span', { class: 'pin' }, pin),
  )

const chooser = (
  looked: Looked,
  thresholds: Thresholds,
  steps: ReadonlyArray<HTMLElement>,
  whileUs: number,
): HTMLElement => {
  const { view, stop, page } = looked
  const id = view.id(`threshold-${String(stop.n)}`)
  const input = el('input', {
    ...{ id, type: 'text', inputmode: 'decimal', autocomplete: 'off', spellcheck: 'false' },
    ...{ size: 10, placeholder: shortDecimal(thresholds.recorded) },
  })
  const output = el('output', { for: id, 'aria-live': 'polite' })
  const command = el('div', {})
  const answer = (): void => {
    const typed = typedThreshold(input.value)
    const at = typed === null ? null : rangeAt(thresholds, typed)
    steps.forEach((step, i) => step.classList.toggle('typed', i === at))
    input.setAttribute('aria-invalid', String(input.value.trim() !== '' && typed === null))
    retext(output, thresholdAnswer(page, thresholds, input.value, whileUs))
    command.replaceChildren(
      ...(typed === null || at === null ? [] : [whatIf(page.file, thresholds, typed)]),
    )
  }
  input.addEventListener('input', answer)
  return el(
    'div',
    { class: 'chooser' },
    el('label', { for: id }, `Try a threshold of your own, in ${thresholds.unit}`),
    input,
    output,
    command,
  )
}

const whatIf = (file: string, { setting }: Thresholds, typed: string): HTMLElement =>
  copyable(
    'Run the whole session with it',
    `shadowtape whatif ${shellWord(file)} --set ${shellWord(`${setting}=${typed}`)}`,
  )
