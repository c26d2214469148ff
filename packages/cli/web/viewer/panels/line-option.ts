import type { Row } from '../../../src/viewer/view-data'
import { el, retext } from '../../dom/element'
import type { TimeMode } from '../../text/time-text'
import { kindOf, kindSign } from './line-kinds'
import { fullTime, lineTime } from './line-time'

/** How a line's time is written in a list. */
export type TimeOf = { readonly startAt: number; readonly mode: () => TimeMode }

/** A line as a row of the list: its number, time, type and what it says. */
export const lineOption = (row: Row, { startAt, mode }: TimeOf): HTMLElement => {
  const kind = kindOf(row.type)
  const option = el(
    'div',
    { role: 'option', id: optionId(row.seq), class: 'line', 'aria-selected': 'false' },
    el('span', { class: 'seq' }, row.seq),
    el(
      'time',
      { title: fullTime(row.at, startAt), 'data-at': row.at },
      lineTime(row.at, startAt, mode()),
    ),
    el('span', { class: 'sign', 'aria-hidden': 'true' }, row.cause === null ? '›' : ''),
    el('span', { class: 'kind', 'aria-hidden': 'true' }, kindSign[kind]),
    el('span', { class: 'type' }, row.type),
    el('span', { class: 'says', title: row.says }, row.says),
  )
  option.dataset['kind'] = kind
  option.dataset['seq'] = String(row.seq)
  return option
}

/** The id of a line's row in the list. */
export const optionId = (seq: number): string => `line-${String(seq)}`

/** The number of the line that an element of the list stands in; `null` where it is in none. */
export const seqOfElement = (target: EventTarget | null): number | null => {
  const option = target instanceof Element ? target.closest<HTMLElement>('[data-seq]') : null
  return option === null ? null : Number(option.dataset['seq'])
}

/** Writes the times of a list anew, the other way. */
export const rewriteTimes = (list: HTMLElement, { startAt, mode }: TimeOf): void => {
  for (const time of list.querySelectorAll<HTMLElement>('time[data-at]'))
    retext(time, lineTime(Number(time.dataset['at']), startAt, mode()))
}
