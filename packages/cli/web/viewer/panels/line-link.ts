import type { Row } from '../../../src/viewer/view-data'
import { grouped } from '../../../src/reports/quantity-text'
import type { Child } from '../../dom/element'
import { el } from '../../dom/element'
import type { Viewer } from '../viewer'
import { kindOf, kindSign } from './line-kinds'

/** A line as a link that goes there and opens its details. */
export const lineLink = (viewer: Viewer, row: Row, ...more: ReadonlyArray<Child>): HTMLElement => {
  const kind = kindOf(row.type)
  const link = el(
    'a',
    { href: `#seq=${String(row.seq)}&line=${String(row.seq)}`, class: 'line-link' },
    el('span', { class: 'seq' }, grouped(row.seq)),
    el('span', { class: 'kind', 'aria-hidden': 'true' }, kindSign[kind]),
    el('span', { class: 'type' }, row.type),
    el('span', { class: 'says' }, row.says),
  )
  link.dataset['kind'] = kind
  link.addEventListener('click', (event) => {
    // who opens it elsewhere is let go
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    viewer.select(row.seq)
    void viewer.go({ seq: row.seq })
  })
  return el(
    'div',
    { class: 'line-row' },
    link,
    viewer.clock.time(row.at, viewer.facts.startAt),
    ...more,
  )
}
