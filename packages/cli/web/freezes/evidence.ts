import { shortDecimal } from '@shadowtape/core'

import { messageText } from '../../src/reports/message-text'
import { sinceText } from '../../src/reports/otherwise-report'
import { quantity } from '../../src/reports/quantity-text'
import type { Line } from '../data/freeze-page'
import { el } from '../dom/element'
import { table } from '../dom/table'
import type { Looked } from './freeze-section'
import { part } from './part'

/** The lines a stop was judged on, with what each fill was worth later, and what led to it. */
export const evidence = (looked: Looked): HTMLElement => {
  const { view, page } = looked
  const { evidence: all, line } = page
  const hasMarkouts = all.some(({ markout }) => markout !== null)
  const rows = all.map(({ line: own, markout }) => ({
    cells: [
      String(own['seq']),
      view.time(Number(own['at'])),
      nameOf(own),
      el('span', { class: 'words' }, messageText(own)),
      ...(hasMarkouts ? [markoutText(markout)] : []),
    ],
    ...(isBad(markout) ? { mark: 'bad' } : {}),
  }))
  const horizon = line['horizonUs']
  const after = typeof horizon === 'number' ? `, ${sinceText(horizon)} after` : ''
  return part(
    'Evidence',
    all.length === 0
      ? el('p', {}, 'No line of the journal is named as evidence.')
      : table(
          `Judged on ${quantity(all.length, 'line')}`,
          [
            { title: 'Line', isFigure: true },
            { title: 'When' },
            { title: 'What' },
            { title: 'In words' },
            ...(hasMarkouts ? [{ title: `Markout, bps${after}`, isFigure: true } as const] : []),
          ],
          rows,
        ),
    ...horizons(line),
    el('p', { class: 'caption' }, 'What led to it'),
    chainOf(looked),
  )
}

const nameOf = (line: Line): string => String(line['type']).replace(/@\d+$/, '')

const markoutText = (markout: Line | null): string => {
  const bps = markout?.['markoutBps']
  return typeof bps === 'string'
    ? `${bps.startsWith('-') ? '▼ ' : '▲ '}${shortDecimal(bps)}`
    : 'none'
}

const isBad = (markout: Line | null): boolean => String(markout?.['markoutBps']).startsWith('-')

/** What came in, and what came of that, down to the stop. */
const chainOf = ({ view, page }: Looked): HTMLElement | null => {
  const chain = [...page.causes, page.line]
  return el(
    'ol',
    { class: 'chain', 'aria-label': 'What led to it, in order' },
    chain.map((line) =>
      el(
        'li',
        {},
        view.time(Number(line['at'])),
        el('b', {}, ` ${nameOf(line)} `),
        el('span', { class: 'words' }, messageText(line)),
      ),
    ),
  )
}

/** The edge of each account and symbol by how long after its fills it is measured. */
const horizons = (line: Line): ReadonlyArray<HTMLElement> => {
  const text = line['edgeByHorizon']
  if (typeof text !== 'string') return []
  const read = tableOf(text)
  if (read === null) return []
  const all = Object.entries(read).flatMap(([account, symbols]) =>
    Object.entries(symbols).map(([symbol, edges]) => ({ account, symbol, edges })),
  )
  const times = [...new Set(all.flatMap(({ edges }) => Object.keys(edges)))]
  return [
    table(
      'Edge by how long after a fill it is measured, in basis points',
      [
        { title: 'Symbol' },
        { title: 'Account' },
        ...times.map((us) => ({ title: sinceText(Number(us)), isFigure: true }) as const),
      ],
      all.map(({ account, symbol, edges }) => ({
        cells: [symbol, account, ...times.map((us) => shortDecimal(edges[us] ?? 'none'))],
      })),
    ),
  ]
}

type Table<T> = Readonly<Record<string, T>>

const tableOf = (text: string): Table<Table<Table<string>>> | null => {
  try {
    const read = JSON.parse(text) as unknown
    return typeof read === 'object' ? (read as Table<Table<Table<string>>> | null) : null
  } catch {
    return null
  }
}
