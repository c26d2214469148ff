import { el, retext } from '../../dom/element'
import { grouped } from '../../../src/reports/quantity-text'
import type { Way } from '../api'
import { isLeftBehind } from '../api'
import type { Viewer } from '../viewer'
import { typesOf } from './line-kinds'

/** What the list is held to, what is looked for in it, and what is said of both. */
export type FilterBar = {
  readonly element: HTMLElement
  /** Says what is wrong with the filter, or `null` for nothing. */
  readonly refuse: (says: string | null) => void
  readonly count: (rows: number, isAll: boolean) => void
}

const chips: ReadonlyArray<readonly [name: string, filter: string]> = [
  ['All', ''],
  ['Orders', `type=${typesOf.order.join()}`],
  ['Fills', 'type=OrderFilled'],
  ['Denials', `type=${typesOf.no.join()}`],
  ['Risk', `type=${typesOf.risk.join()}`],
  ['Edge', `type=${typesOf.edge.join()}`],
  ['Market', `type=${typesOf.market.join()}`],
  ['Inputs', 'cause=null'],
]

/** A field for the filter, chips that set it, and a field to search in what it lets pass. */
export const filterBar = (viewer: Viewer): FilterBar => {
  const field = el('input', {
    ...{ type: 'search', id: 'filter', 'aria-label': 'Filter', autocomplete: 'off' },
    ...{ placeholder: 'Filter: type=OrderFilled qty>=0.01 BTC', spellcheck: 'false' },
    'aria-describedby': 'filter-says',
  })
  const says = el('p', { id: 'filter-says', class: 'refusal', role: 'alert', tabindex: 0 })
  const count = el('output', { class: 'count', for: 'filter' })
  let waiting = 0
  const set = (): void => {
    clearTimeout(waiting)
    if (field.value !== viewer.filter()) viewer.setFilter(field.value)
  }
  field.addEventListener('input', () => {
    clearTimeout(waiting)
    waiting = window.setTimeout(set, 250)
  })
  field.addEventListener('change', set)
  viewer.listen('filter', () => {
    if (field.value.trim() !== viewer.filter().trim()) field.value = viewer.filter()
  })
  field.value = viewer.filter()
  return {
    element: el(
      'div',
      { class: 'filter-bar' },
      el('div', { class: 'fields' }, field, count, searchField(viewer)),
      chipRow(viewer),
      says,
    ),
    refuse: (sentence) => {
      retext(says, (sentence ?? '').replace(/^where: /, ''))
      field.setAttribute('aria-invalid', String(sentence !== null))
    },
    count: (rows, isAll) =>
      retext(count, `${grouped(rows)}${isAll ? '' : '+'} ${rows === 1 ? 'line' : 'lines'}`),
  }
}

const chipRow = (viewer: Viewer): HTMLElement => {
  const buttons = chips.map(([name, filter]) => {
    const button = el('button', { type: 'button', class: 'chip' }, name)
    const mark = (): void =>
      button.setAttribute('aria-pressed', String(viewer.filter().trim() === filter))
    button.addEventListener('click', () => viewer.setFilter(filter))
    viewer.listen('filter', mark)
    mark()
    return button
  })
  return el('div', { class: 'chips', role: 'group', 'aria-label': 'Kinds of lines' }, buttons)
}

/** Enter goes to the next line that has the words, Shift and Enter to the one before. */
const searchField = (viewer: Viewer): HTMLElement => {
  const field = el('input', {
    ...{ type: 'search', id: 'search', 'aria-label': 'Search', autocomplete: 'off' },
    ...{ placeholder: 'Search: Enter, Shift+Enter', spellcheck: 'false' },
    'aria-describedby': 'search-says',
  })
  const says = el('output', { id: 'search-says', class: 'found', for: 'search' })
  let leaving = new AbortController()
  const search = async (way: Way): Promise<void> => {
    leaving.abort()
    leaving = new AbortController()
    retext(says, '')
    if (field.value.trim() === '') return
    const where = `${viewer.filter()} ${field.value}`.trim()
    const asked = { from: viewer.shown().seq, way, goal: 'row', where } as const
    try {
      const { seq } = await viewer.api.find(asked, leaving.signal)
      if (seq === null) retext(says, `not found ${way === 'next' ? 'below' : 'above'}`)
      else await viewer.go({ seq })
    } catch (error) {
      if (!isLeftBehind(error)) retext(says, (error as Error).message)
    }
  }
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    void search(event.shiftKey ? 'previous' : 'next')
  })
  const button = (sign: string, name: string, way: Way): HTMLElement => {
    const made = el('button', { type: 'button', 'aria-label': name, title: name }, sign)
    made.addEventListener('click', () => void search(way))
    return made
  }
  return el(
    'span',
    { class: 'search', role: 'search' },
    ...[field, button('↑', 'previous match', 'previous'), button('↓', 'next match', 'next'), says],
  )
}
