import type { Comparison, SessionReport } from '../../src/pages/report-data'
import { sinceText } from '../../src/reports/otherwise-report'
import type { Page } from '../behavior/page'
import { chartBox } from '../charts/chart-box'
import { heldTo, joined } from '../charts/joined'
import { el } from '../dom/element'
import { table } from '../dom/table'
import { countText, less, signedUsd, signOf, usd, usdOfNumber } from '../text/figures'
import { section } from './section'
import type { View } from './view'
import { verdictBadge } from './headline'

/** Two sessions side by side, and how they differ. */
export const comparison = (
  page: Page,
  [first, second]: readonly [View, View],
  said: Comparison | null,
): ReadonlyArray<HTMLElement> => {
  const [a, b] = [first.report, second.report]
  return [
    el(
      'header',
      { class: 'headline' },
      el('p', { class: 'eyebrow' }, 'Two sessions compared'),
      el('h2', {}, titleOf(a, b)),
      el(
        'p',
        { class: 'lead' },
        el('b', {}, 'First: '),
        a.file,
        ' ',
        verdictBadge(a.integrity.verdict),
      ),
      el(
        'p',
        { class: 'lead' },
        el('b', {}, 'Second: '),
        b.file,
        ' ',
        verdictBadge(b.integrity.verdict),
      ),
    ),
    section('side-by-side', 'Side by side', figuresTable(a, b)),
    section('both-nets', 'Both nets', netsChart(page, first, second)),
    ...(said === null ? [] : [settings(said), differences(said)]),
  ]
}

const titleOf = (a: SessionReport, b: SessionReport): string => {
  const more = less(b.summary.netUsd, a.summary.netUsd)
  if (more === null || signOf(more) === 0) return 'Both came to the same net'
  const size = usd(more.replace('-', ''))
  return `The second made ${size} ${signOf(more) > 0 ? 'more' : 'less'} than the first`
}

type Figure = readonly [name: string, of: (report: SessionReport) => string]

const amounts: ReadonlyArray<Figure> = [
  ['Net', ({ summary }) => summary.netUsd],
  ['Realized', ({ summary }) => summary.realizedUsd],
  ['Unrealized', ({ summary }) => summary.unrealizedUsd],
  ['Fees paid', ({ summary }) => summary.feesUsd],
  ['Funding paid', ({ summary }) => summary.fundingUsd],
]

const counts: ReadonlyArray<readonly [name: string, of: (report: SessionReport) => number]> = [
  ['Inputs', ({ summary }) => summary.inputs],
  ['Orders placed', ({ summary }) => summary.placed],
  ['Orders filled', ({ summary }) => summary.filledOrders],
  ['Canceled', ({ summary }) => summary.canceled],
  ['Rejected by the venue', ({ summary }) => summary.rejected],
  ['Denied by us', ({ summary }) => summary.denied],
  ['Fills', ({ summary }) => summary.fills],
  ['Fills as maker', ({ summary }) => summary.makerFills],
  ['Freezes', ({ summary }) => summary.freezes],
  ['Open at the end', ({ summary }) => summary.openOrders],
]

const figuresTable = (a: SessionReport, b: SessionReport): HTMLElement =>
  table(
    'What each came to, and the second less the first',
    [
      { title: 'Figure' },
      { title: 'First', isFigure: true },
      { title: 'Second', isFigure: true },
      { title: 'Difference', isFigure: true },
    ],
    [
      ...amounts.map(([name, of]) => ({
        cells: [name, usd(of(a)), usd(of(b)), signedUsd(less(of(b), of(a)) ?? '')],
      })),
      ...counts.map(([name, of]) => {
        const more = of(b) - of(a)
        const text = more > 0 ? `+${countText(more)}` : more < 0 ? `-${countText(-more)}` : '0'
        return { cells: [name, countText(of(a)), countText(of(b)), text] }
      }),
      row('Trading at the end', a, b, ({ summary }) => summary.tradingState),
      row('Length', a, b, ({ startAt, endAt }) => sinceText(endAt - startAt)),
      row('Strategy', a, b, ({ header }) => header.strategy),
    ],
  )

const row = (
  name: string,
  a: SessionReport,
  b: SessionReport,
  of: (report: SessionReport) => string,
) => ({ cells: [name, of(a), of(b), of(a) === of(b) ? 'the same' : 'differs'] })

const netsChart = (page: Page, first: View, second: View): HTMLElement => {
  const end = Math.max(first.home.to, second.home.to)
  const tracks = [first, second].map(({ at, report, home }) =>
    heldTo({ at, values: report.money.net }, home.to),
  )
  const { at, values } = joined(tracks)
  return chartBox(page, {
    title: 'Net against session time',
    says: 'Each from its own start; the marked stops are those of the first.',
    height: 240,
    home: { from: 0, to: end },
    ...{ startAt: first.report.startAt, at, stops: first.stops },
    lines: [
      { label: 'first', values: values[0] ?? [], paint: 'first', width: 2 },
      { label: 'second', values: values[1] ?? [], paint: 'second', width: 2, dash: [6, 3] },
    ],
    reaches: [0],
    valueText: usdOfNumber,
  })
}

const settings = ({ settings: differing }: Comparison): HTMLElement =>
  section(
    'settings',
    'Settings that differ',
    differing.length === 0
      ? el('p', {}, 'None: both were started with the same settings.')
      : table(
          'Settings that differ',
          [{ title: 'Setting' }, { title: 'First' }, { title: 'Second' }],
          differing.map(([name, first, second]) => ({
            cells: [name, el('code', {}, first), el('code', {}, second)],
          })),
        ),
  )

const differences = ({ isEqual, rows, more }: Comparison): HTMLElement =>
  section(
    'differences',
    'What differs, line by line',
    isEqual ? el('p', {}, 'Nothing: both say the same.') : null,
    rows.length === 0
      ? null
      : el(
          'div',
          { class: 'scroll', role: 'group', 'aria-label': 'Rows of the difference' },
          el(
            'pre',
            {},
            rows.map((text) => el('span', { class: 'diff-row' }, text)),
          ),
        ),
    more > 0 ? el('p', { class: 'note' }, `And ${countText(more)} more.`) : null,
  )
