import { shortDecimal } from '@shadowtape/core'

import { sinceText } from '../../src/reports/otherwise-report'
import { chartBox } from '../charts/chart-box'
import { joined } from '../charts/joined'
import type { Course, Otherwise } from '../data/freeze-page'
import { el } from '../dom/element'
import { table } from '../dom/table'
import { costText } from '../text/cost-words'
import { countText, signedUsd, usdOfNumber } from '../text/figures'
import type { Looked } from './freeze-section'
import { part } from './part'
import { thresholdScale } from './threshold-scale'

type Known = Exclude<Otherwise, { readonly unsaid: string }>

/** What would have been, had trading not stopped: run again, not guessed. */
export const instead = (looked: Looked): HTMLElement => {
  const { otherwise } = looked.page
  if ('unsaid' in otherwise)
    return part('Had it gone on', el('p', {}, `Nobody can say: ${otherwise.unsaid}`))
  const { kept, by, thresholds } = otherwise
  const whileUs = kept.until_at - looked.stop.at
  return part(
    'Had it gone on',
    el('p', { class: 'lead' }, costText(looked.page)),
    el(
      'p',
      { class: 'note' },
      `The session was run again with ${shownBy(by)}, from the same inputs, for ` +
        `${sinceText(whileUs)}${kept.is_to_end ? ", to the session's end" : ''}.`,
      ...remarks(kept).map((text) => ` ${text}`),
    ),
    coursesTable(kept),
    coursesChart(looked, kept),
    thresholds === null
      ? el('p', {}, 'No threshold stopped it: somebody asked for it.')
      : thresholdScale(looked, thresholds, whileUs),
  )
}

/** `name=1000.000000` without the zeros that say nothing. */
const shownBy = (by: string): string => {
  const [name = '', value] = by.split('=')
  return value === undefined ? name : `${name}=${shortDecimal(value)}`
}

const remarks = ({ instead: other, is_parted_before: isParted }: Known['kept']) => [
  ...(other.next_stop === null
    ? []
    : [`It would have stopped all the same, a little later, by ${other.next_stop.reason}.`]),
  ...(isParted ? ['Earlier stops by this rule are gone in that run too.'] : []),
]

const coursesTable = ({ recorded, instead: other }: Known['kept']): HTMLElement => {
  const row = (name: string, course: Course) => ({
    cells: [
      name,
      signedUsd(course.net_usd),
      signedUsd(course.low_usd),
      signedUsd(course.high_usd),
      countText(course.fills),
      countText(course.placed),
    ],
  })
  return table(
    'Since the stop',
    [
      { title: 'Course' },
      { title: 'Net', isFigure: true },
      { title: 'Lowest', isFigure: true },
      { title: 'Highest', isFigure: true },
      { title: 'Fills', isFigure: true },
      { title: 'Orders placed', isFigure: true },
    ],
    [row('As recorded, stopped', recorded), row('Had it gone on', other)],
  )
}

const drawn = (text: string): number | null => {
  const value = Number(text)
  return Number.isFinite(value) ? value : null
}

const coursesChart = ({ view, stop }: Looked, kept: Known['kept']): HTMLElement => {
  const { startAt } = view.report
  const track = ({ samples }: Course) => ({
    at: samples.map(({ at }) => at - startAt),
    values: samples.map(({ net_usd: net }) => drawn(net)),
  })
  const { at, values } = joined([track(kept.recorded), track(kept.instead)])
  return chartBox(view.page, {
    title: 'Net since the stop, both ways',
    says: `${String(kept.instead.samples.length)} samples of each run.`,
    height: 190,
    home: { from: stop.at - startAt, to: Math.max(kept.until_at, stop.at + 1) - startAt },
    ...{ startAt, at, stops: view.stops.filter((one) => one.at > stop.at - startAt) },
    lines: [
      { label: 'as recorded, stopped', values: values[0] ?? [], paint: 'first', width: 2 },
      {
        ...{ label: 'had it gone on', values: values[1] ?? [], paint: 'second', width: 2 },
        dash: [6, 3],
      },
    ],
    reaches: [0],
    valueText: usdOfNumber,
  })
}
