import type { ReportFile } from '../../src/pages/report-data'
import { el } from '../dom/element'
import { freezes } from '../freezes/freeze-section'
import { comparison } from '../sections/comparison'
import { configuration } from '../sections/configuration'
import { edge } from '../sections/edge'
import { headline } from '../sections/headline'
import { integrity } from '../sections/integrity'
import { inventory } from '../sections/inventory'
import { money } from '../sections/money'
import { orders, reasons } from '../sections/orders'
import { pnl } from '../sections/pnl'
import { price } from '../sections/price'
import { stopsTable } from '../sections/stops-table'
import { summary } from '../sections/summary'
import type { View } from '../sections/view'
import { viewOf } from '../sections/view'
import { followAddress } from './address'
import type { Place } from './bar'
import { topBar } from './bar'
import { newChartFocus } from './chart-focus'
import { newClock } from './clock'
import { dock } from './dock'
import { listenToKeys } from './keyboard'
import { newLink } from './link'
import { newMoves } from './moves'
import type { Page } from './page'
import { followPrinting } from './printing'
import { letScroll } from './scrolling'
import { newShelf } from './shelf'
import { newTheme } from './theme'

/** Builds the whole page of a report into an element, and lets it be used. */
export const pageOf = (root: HTMLElement, file: ReportFile): void => {
  const page: Page = {
    ...{ clock: newClock(), link: newLink(), shelf: newShelf(), focus: newChartFocus() },
  }
  const views = file.sessions.map((report, i) => viewOf(page, report, i)) as [View, ...Array<View>]
  const theme = newTheme()
  const moves = newMoves(page, views)
  const toStop = (way: 1 | -1): void => {
    const at = moves.toStop(way)
    if (at !== null && page.focus.current() === null) scrollToStop(views, at)
  }
  const { bar, toggleHelp } = topBar(titleOf(views), placesOf(views), page.clock, theme)
  root.replaceChildren(
    el('a', { class: 'skip', href: '#main' }, 'To the report'),
    bar,
    el('main', { id: 'main' }, contentOf(page, views, file), footer(file)),
    dock(page, views, moves, toStop),
  )
  page.shelf.drawAll()
  letScroll(root)
  const otherTime = (): void => page.clock.set(page.clock.mode() === 'utc' ? 'session' : 'utc')
  listenToKeys(page, { moves, toStop, otherTime, help: toggleHelp })
  page.clock.onChange(page.shelf.redrawAll)
  theme.onChange(page.shelf.redrawAll)
  addEventListener('resize', () => {
    page.shelf.fitAll()
    letScroll(root)
  })
  followPrinting(page.shelf)
  followAddress(page, views, moves.hold)
  if (location.hash.length > 1) document.getElementById(location.hash.slice(1))?.scrollIntoView()
}

const contentOf = (page: Page, views: readonly [View, ...Array<View>], file: ReportFile) => {
  const [first, second] = views
  if (second === undefined) return sessionOf(first)
  return [
    ...comparison(page, [first, second], file.comparison),
    ...views.map((view, i) =>
      el(
        'div',
        {
          ...{ class: 'session', id: view.id('session'), role: 'region' },
          'aria-label': `${i === 0 ? 'First' : 'Second'} session`,
        },
        el('p', { class: 'which' }, `${i === 0 ? 'First' : 'Second'} session: ${view.report.file}`),
        sessionOf(view),
      ),
    ),
  ]
}

const sessionOf = (view: View): ReadonlyArray<HTMLElement> => [
  headline(view),
  summary(view),
  ...freezes(view),
  price(view),
  inventory(view),
  money(view),
  edge(view),
  pnl(view),
  orders(view),
  reasons(view),
  stopsTable(view),
  configuration(view),
  integrity(view),
]

const titleOf = ([first, second]: readonly [View, ...Array<View>]): string =>
  second === undefined
    ? first.report.header.session
    : `${first.report.header.session} and ${second.report.header.session}`

const placesOf = (views: readonly [View, ...Array<View>]): ReadonlyArray<Place> => {
  const [first, second] = views
  if (second !== undefined)
    return [
      ...[['side-by-side', 'Side by side'] as const, ['both-nets', 'Both nets'] as const],
      ...[['settings', 'Settings'] as const, ['differences', 'Differences'] as const],
      ...[['session', 'First'] as const, ['second-session', 'Second'] as const],
    ]
  const stops = first.report.stops.filter(({ page }) => page !== null).slice(0, 5)
  return [
    ['summary', 'Summary'],
    ...stops.map(({ n, kind }): Place => [
      `freeze-${String(n)}`,
      `${kind === 'freeze' ? 'Freeze' : 'Reduction'} ${String(n)}`,
    ]),
    ...[['price', 'Price'] as const, ['inventory', 'Inventory'] as const],
    ...[['money', 'P&L'] as const, ['edge', 'Edge'] as const, ['pnl', 'Made up of'] as const],
    ...[['orders', 'Orders'] as const, ['reasons', 'Reasons'] as const],
    ...[['freezes', 'All freezes'] as const, ['configuration', 'Configuration'] as const],
    ['integrity', 'Integrity'],
  ]
}

const scrollToStop = (views: ReadonlyArray<View>, at: number): void => {
  for (const view of views)
    for (const stop of view.report.stops)
      if (stop.at - view.report.startAt === at)
        document.getElementById(view.id(`freeze-${String(stop.n)}`))?.scrollIntoView()
}

const footer = ({ madeBy, format }: ReportFile): HTMLElement =>
  el(
    'footer',
    { class: 'note' },
    `Made by ${madeBy}, format ${String(format)}. Times are engine time; money is in dollars. ` +
      'Nothing of this page leaves it: it asks no network.',
  )
