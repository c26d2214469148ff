import { el } from '../../dom/element'
import type { Column } from '../../dom/table'
import type { Cell } from './cell'
import { cellOf } from './cell'

/** A row of a kept table: what it is told apart by, its texts, and marks it wears. */
export type KeptRow = {
  readonly key: string
  readonly texts: ReadonlyArray<string>
  readonly mark?: string | null
}

/** A table whose rows stay the same elements while what they say changes. */
export type KeptTable = {
  readonly element: HTMLElement
  readonly show: (rows: ReadonlyArray<KeptRow>) => void
}

/** What is told of a kept table beside its columns. */
export type KeptTableOf = {
  readonly caption: string
  readonly columns: ReadonlyArray<Column>
  /** What is said where there is no row. */
  readonly none: string
  /** What a press on the first cell of a row does, where it does something; and what it is for. */
  readonly onPress?: { readonly says: string; readonly act: (key: string) => void }
}

/** A table without rows. It grows with its rows and does not shrink, so that nothing jumps. */
export const keptTable = ({ caption, columns, none, onPress }: KeptTableOf): KeptTable => {
  const body = el('tbody', {})
  const empty = el('p', { class: 'none' }, none)
  const box = el('div', { class: 'kept' }, headed(caption, columns, body), empty)
  const kept = new Map<string, RowOf>()
  let [most, drawn] = [0, '']
  return {
    element: box,
    show: (rows) => {
      const keys = new Set(rows.map(({ key }) => key))
      for (const [key, { element }] of kept)
        if (!keys.has(key)) {
          element.remove()
          kept.delete(key)
        }
      for (const row of rows) {
        const own = kept.get(row.key) ?? newRow(row.key, columns, onPress)
        kept.set(row.key, own)
        own.show(row)
      }
      const order = [...keys].join('\n')
      if (order !== drawn) body.append(...rows.flatMap(({ key }) => kept.get(key)?.element ?? []))
      drawn = order
      empty.hidden = rows.length > 0
      if (rows.length <= most || rows.length > roomMax) return
      most = rows.length
      box.style.setProperty('--rows', String(most))
    },
  }
}

/** Room is kept free for so many rows at most. */
const roomMax = 6

type RowOf = { readonly element: HTMLElement; readonly show: (row: KeptRow) => void }

const newRow = (
  key: string,
  columns: ReadonlyArray<Column>,
  onPress: KeptTableOf['onPress'],
): RowOf => {
  const element = cellOf(el('tr', {}))
  const cells = columns.map(({ isFigure }, i): Cell => {
    const kind = isFigure === true ? 'figure' : null
    const made = el(i === 0 ? 'th' : 'td', { class: kind, scope: i === 0 ? 'row' : null })
    element.element.append(made)
    if (i > 0 || onPress === undefined) return cellOf(made)
    const button = el('button', { type: 'button', class: 'link', title: onPress.says })
    button.addEventListener('click', () => onPress.act(key))
    made.append(button)
    return cellOf(button)
  })
  return {
    element: element.element,
    show: ({ texts, mark = null }) => {
      element.mark('class', mark)
      cells.forEach((cell, i) => cell.say(texts[i] ?? ''))
    },
  }
}

const headed = (
  caption: string,
  columns: ReadonlyArray<Column>,
  body: HTMLElement,
): HTMLTableElement =>
  el(
    'table',
    {},
    el('caption', {}, caption),
    el(
      'thead',
      {},
      el(
        'tr',
        {},
        columns.map(({ title, isFigure }) =>
          el('th', { scope: 'col', class: isFigure === true ? 'figure' : null }, title),
        ),
      ),
    ),
    body,
  )
