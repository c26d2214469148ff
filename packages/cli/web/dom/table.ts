import type { Child } from './element'
import { el } from './element'

/** A column of a table: its title, and whether it holds figures, which stand to the right. */
export type Column = { readonly title: string; readonly isFigure?: true }

/** A row of a table: a cell for each column; `mark` is a class of the row. */
export type Row = { readonly cells: ReadonlyArray<Child>; readonly mark?: string }

/** A table in a box of its own, which scrolls where the page is too narrow for it. */
export const table = (
  caption: string,
  columns: ReadonlyArray<Column>,
  rows: ReadonlyArray<Row>,
): HTMLElement => {
  const kind = ({ isFigure }: Column): string | null => (isFigure === true ? 'figure' : null)
  const box = el(
    'div',
    { class: rows.length > 24 ? 'scroll long' : 'scroll', role: 'group', 'aria-label': caption },
    el(
      'table',
      { 'aria-label': caption },
      el('thead', {}, [
        el(
          'tr',
          {},
          columns.map((column) => el('th', { scope: 'col', class: kind(column) }, column.title)),
        ),
      ]),
      el(
        'tbody',
        {},
        rows.map(({ cells, mark }) =>
          el(
            'tr',
            { class: mark ?? null },
            cells.map((cell, i) => cellOf(cell, i, columns[i])),
          ),
        ),
      ),
    ),
  )
  return el('div', { class: 'table' }, el('p', { class: 'caption' }, caption), box)
}

const cellOf = (cell: Child, i: number, column: Column | undefined): HTMLElement => {
  const kind = column?.isFigure === true ? 'figure' : null
  return i === 0 ? el('th', { scope: 'row', class: kind }, cell) : el('td', { class: kind }, cell)
}
