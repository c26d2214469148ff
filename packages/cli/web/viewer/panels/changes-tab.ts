import type { LineFacts, StateChange } from '../../../src/viewer/view-data'
import { grouped, quantity } from '../../../src/reports/quantity-text'
import { el, retext } from '../../dom/element'

/** What a line changed in the state, as a person looks through it. */
export type ChangesTab = {
  readonly element: HTMLElement
  readonly show: (facts: LineFacts) => void
}

/** Changes of no line yet; what is searched and which state is shown holds from line to line. */
export const newChangesTab = (): ChangesTab => {
  const search = el('input', {
    ...{ type: 'search', 'aria-label': 'Search changes', placeholder: 'Search a path or a value' },
    ...{ autocomplete: 'off', spellcheck: 'false' },
  })
  const whole = el('input', { type: 'checkbox' })
  const says = el('p', { class: 'note', role: 'status' })
  const list = el('div', { class: 'diff' })
  let facts = null as LineFacts | null
  const draw = (): void => {
    if (facts === null) return
    const { changes, more } = whole.checked ? facts.inner : { changes: facts.changes, more: 0 }
    const wanted = search.value.trim().toLowerCase()
    const shown = changes.filter((change) => has(change, wanted))
    retext(says, saysOf(changes.length, shown.length, more, wanted))
    list.replaceChildren(...shown.map(changeRow))
  }
  search.addEventListener('input', draw)
  whole.addEventListener('change', draw)
  return {
    element: el(
      'div',
      { class: 'changes' },
      el(
        'div',
        { class: 'fields' },
        search,
        el('label', { class: 'switch' }, whole, ' whole state, in its own units'),
      ),
      says,
      list,
    ),
    show: (wanted) => {
      facts = wanted
      draw()
    },
  }
}

const has = ({ path, before, after }: StateChange, wanted: string): boolean =>
  wanted === '' ||
  [path, before, after].some((text) => text !== null && text.toLowerCase().includes(wanted))

const saysOf = (all: number, shown: number, more: number, wanted: string): string => {
  if (all === 0) return 'It changed nothing here.'
  const rest = more === 0 ? '' : `, and ${grouped(more)} more that are not told`
  const found = wanted === '' ? '' : `, ${grouped(shown)} with ${wanted}`
  return `It changed ${quantity(all, 'place')}${rest}${found}.`
}

const changeRow = ({ path, before, after }: StateChange): HTMLElement =>
  el(
    'div',
    { class: 'change' },
    el('code', { class: 'path' }, path),
    before === null ? null : el('del', {}, el('span', { class: 'mark' }, '− '), before),
    after === null ? null : el('ins', {}, el('span', { class: 'mark' }, '+ '), after),
  )
