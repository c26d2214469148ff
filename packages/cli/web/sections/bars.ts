import { el, svg } from '../dom/element'
import type { Child } from '../dom/element'
import { table } from '../dom/table'

/** A row of a table with a bar: from and to are places between 0 and 1. */
export type BarRow = {
  readonly name: Child
  readonly value: Child
  readonly from: number
  readonly to: number
  readonly kind: 'plain' | 'gain' | 'loss' | 'sum'
}

/** Figures as a table, each with a bar beside it. */
export const barTable = (
  caption: string,
  [name, value]: readonly [name: string, value: string],
  rows: ReadonlyArray<BarRow>,
  zero = 0,
): HTMLElement => {
  const made = table(
    caption,
    [{ title: name }, { title: value, isFigure: true }, { title: '' }],
    rows.map((row) => ({ cells: [row.name, row.value, bar(row, zero)], mark: `bar-${row.kind}` })),
  )
  made.classList.add('bars')
  for (const cell of made.querySelectorAll('thead th:last-child')) cell.replaceWith(el('td', {}))
  return made
}

const width = 400

const bar = ({ from, to, kind }: BarRow, zero: number): SVGElement => {
  const [low, high] = [Math.min(from, to) * width, Math.max(from, to) * width]
  return svg(
    'svg',
    {
      ...{ viewBox: `0 0 ${String(width)} 14`, preserveAspectRatio: 'none' },
      ...{ class: 'bar-line', 'aria-hidden': 'true' },
    },
    svg('rect', {
      ...{ x: low.toFixed(2), y: 2, height: 10, class: `bar-${kind}` },
      width: Math.max(high - low, from === to ? 0 : 1.5).toFixed(2),
    }),
    zero > 0 ? svg('path', { d: `M${(zero * width).toFixed(2)} 0V14`, class: 'zero' }) : null,
  )
}

/** Counts as bars from nothing up to the largest. */
export const countRows = (
  rows: ReadonlyArray<readonly [name: string, count: number, text: string]>,
): ReadonlyArray<BarRow> => {
  const most = rows.reduce((high, [, count]) => Math.max(high, count), 1)
  return rows.map(([name, count, text]) => ({
    ...{ name, value: text, from: 0, to: count / most, kind: 'plain' },
  }))
}
