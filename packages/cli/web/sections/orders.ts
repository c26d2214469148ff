import type { Counts, LatencyFigures } from '../../src/pages/report-data'
import { sinceText } from '../../src/reports/otherwise-report'
import { el } from '../dom/element'
import { countText, shareText } from '../text/figures'
import { barTable, countRows } from './bars'
import { section } from './section'
import type { View } from './view'

/** What became of orders, and how long that took. */
export const orders = (view: View): HTMLElement => {
  const { outcomes, latencies } = view.report.orders
  return section(
    view.id('orders'),
    'Orders',
    el(
      'div',
      { class: 'halves' },
      counted('Outcomes', 'Outcome', outcomes),
      ...latencies.map(histogram),
    ),
  )
}

/** Why orders were turned down or taken back. */
export const reasons = (view: View): HTMLElement => {
  const { deniedByReason, rejectedByReason, canceledByReason } = view.report.orders
  return section(
    view.id('reasons'),
    'Reasons',
    el(
      'div',
      { class: 'halves' },
      counted('Denied by us', 'Reason', deniedByReason),
      counted('Rejected by the venue', 'Reason', rejectedByReason),
      counted('Canceled', 'Reason', canceledByReason),
    ),
  )
}

const counted = (caption: string, name: string, counts: Counts): HTMLElement => {
  const all = counts.reduce((sum, [, count]) => sum + count, 0)
  if (all === 0)
    return el('div', { class: 'part' }, el('h4', {}, caption), el('p', { class: 'note' }, 'None.'))
  return barTable(
    caption,
    [name, 'Orders'],
    countRows(
      counts.map(([what, count]) => [
        what,
        count,
        `${countText(count)} · ${shareText(count, all)}`,
      ]),
    ),
  )
}

/** How long something took, from the first length that occurs to the last. */
const histogram = (figures: LatencyFigures): HTMLElement => {
  const { boundsUs, counts, count, meanUs } = figures
  const name = figures.name.charAt(0).toUpperCase() + figures.name.slice(1)
  const mean = meanUs === null ? '' : `, ${sinceText(Math.round(meanUs))} on average`
  const caption = `${name}: ${countText(count)}${mean}`
  const first = counts.findIndex((one) => one > 0)
  if (first < 0)
    return el('div', { class: 'part' }, el('h4', {}, name), el('p', { class: 'note' }, 'None.'))
  const last = counts.findLastIndex((one) => one > 0)
  const rows = counts.slice(first, last + 1).map((one, i) => {
    const bound = boundsUs[first + i]
    const text =
      bound === undefined ? `over ${sinceText(boundsUs.at(-1) ?? 0)}` : `up to ${sinceText(bound)}`
    return [text, one, `${countText(one)} · ${shareText(one, count)}`] as const
  })
  return barTable(caption, ['Took', 'How often'], countRows(rows))
}
