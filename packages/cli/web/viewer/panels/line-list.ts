import type { Row } from '../../../src/viewer/view-data'
import { grouped } from '../../../src/reports/quantity-text'
import { el, retext } from '../../dom/element'
import type { TimeOf } from './line-option'
import { lineOption, optionId, rewriteTimes } from './line-option'
import type { WindowChange } from './line-window'

/** The rows of a stretch of lines, as they are scrolled through. */
export type LineList = {
  readonly element: HTMLElement
  /** Follows what became of the stretch; what is in view stays where it is. */
  readonly follow: (change: WindowChange) => void
  /** Marks the line one stands at, or the place between rows where a filter hides it. */
  readonly standAt: (seq: number) => void
  /** Brings where one stands into view: to the middle, or only as far as it must be moved. */
  readonly bring: (how: 'to the middle' | 'if hidden') => void
  readonly select: (seq: number | null) => void
  /** Brings a row into view by as little as that takes. */
  readonly reveal: (seq: number) => void
  readonly rewriteTimes: () => void
}

/** A list without rows. */
export const newLineList = (times: TimeOf): LineList => {
  const list = el('div', {
    ...{ class: 'line-list', role: 'listbox', tabindex: 0 },
    ...{ 'aria-label': 'Lines of the journal' },
  })
  const between = el('div', { class: 'between', role: 'presentation' })
  let here = null as HTMLElement | null
  let [chosen, at] = [null as number | null, null as number | null]
  const optionOf = (seq: number | null): HTMLElement | null =>
    seq === null ? null : list.querySelector<HTMLElement>(`#${optionId(seq)}`)
  const made = (rows: ReadonlyArray<Row>): ReadonlyArray<HTMLElement> =>
    rows.map((row) => lineOption(row, times))
  const options = (): ReadonlyArray<HTMLElement> => [
    ...list.querySelectorAll<HTMLElement>('[data-seq]'),
  ]
  const standAt = (seq: number): void => {
    at = seq
    here?.removeAttribute('aria-current')
    here = optionOf(seq)
    here?.setAttribute('aria-current', 'true')
    between.remove()
    if (here !== null || list.childElementCount === 0) return
    retext(between, betweenText(seq))
    const next = options().find((one) => Number(one.dataset['seq']) > seq)
    list.insertBefore(between, next ?? null)
  }
  const select = (seq: number | null): void => {
    optionOf(chosen)?.setAttribute('aria-selected', 'false')
    chosen = seq
    const option = optionOf(seq)
    option?.setAttribute('aria-selected', 'true')
    if (option === null) list.removeAttribute('aria-activedescendant')
    else list.setAttribute('aria-activedescendant', option.id)
  }
  const grow = ({ way, rows, dropped }: Extract<WindowChange, { type: 'grown' }>): void => {
    // what comes in or leaves above must not move what is looked at
    between.remove()
    const [height, top] = [list.scrollHeight, list.scrollTop]
    if (way === 'next') {
      for (const gone of options().slice(0, dropped)) gone.remove()
      list.scrollTop = top - (height - list.scrollHeight)
      list.append(...made(rows))
      return
    }
    list.prepend(...made(rows))
    list.scrollTop = top + (list.scrollHeight - height)
    const all = options()
    for (const gone of all.slice(all.length - dropped)) gone.remove()
  }
  return {
    element: list,
    follow: (change) => {
      if (change.type === 'anew') list.replaceChildren(...made(change.rows))
      else grow(change)
      if (at !== null) standAt(at)
      select(chosen)
    },
    standAt,
    bring: (how) => {
      const place = here ?? (between.isConnected ? between : null)
      if (place !== null) bringInto(list, place, how)
    },
    select,
    reveal: (seq) => optionOf(seq)?.scrollIntoView({ block: 'nearest' }),
    rewriteTimes: () => rewriteTimes(list, times),
  }
}

const betweenText = (seq: number): string =>
  seq === 0 ? 'Before the first line' : `Line ${grouped(seq)} is here, which the filter hides`

const bringInto = (
  list: HTMLElement,
  place: HTMLElement,
  how: 'to the middle' | 'if hidden',
): void => {
  const top = place.offsetTop
  const [from, room] = [list.scrollTop, list.clientHeight]
  const isIn = top >= from && top + place.offsetHeight <= from + room
  if (how === 'if hidden' && isIn) return
  list.scrollTop = top - room / 2 + place.offsetHeight / 2
}
