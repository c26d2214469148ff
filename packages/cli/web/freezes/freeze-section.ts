import type { StopMark } from '../../src/pages/report-data'
import { sinceText } from '../../src/reports/otherwise-report'
import type { FreezePage } from '../data/freeze-page'
import { freezePageOf } from '../data/freeze-page'
import type { Child } from '../dom/element'
import { el } from '../dom/element'
import type { View } from '../sections/view'
import { stopTitle, whyText } from '../text/stop-words'
import { beforeAndAfter } from './before-and-after'
import { evidence } from './evidence'
import { instead } from './instead'
import { commands, similar } from './onward'
import { openOrders } from './open-orders'
import { quotesAround } from './quotes-around'
import { tripped } from './tripped'

/** A stop that is looked at: the mark of it, and its page. */
export type Looked = {
  readonly view: View
  readonly stop: StopMark
  readonly page: FreezePage
}

/** All stops of a session that have a page, each as a part of the page of its own. */
export const freezes = (view: View): ReadonlyArray<HTMLElement> =>
  view.report.stops.flatMap((stop) => {
    const page = freezePageOf(stop)
    return page === null ? [] : [freezeSection({ view, stop, page })]
  })

const freezeSection = (looked: Looked): HTMLElement => {
  const { view, stop, page } = looked
  const id = view.id(`freeze-${String(stop.n)}`)
  return el(
    'section',
    { id, class: 'card freeze' },
    el(
      'h3',
      {},
      el('span', { class: 'sign', 'aria-hidden': 'true' }, stop.kind === 'freeze' ? '■' : '▽'),
      ` ${stopTitle(stop)} at `,
      view.time(stop.at),
    ),
    el('p', { class: 'lead' }, whyText(page.line, stop.says)),
    el('p', { class: 'note' }, statusOf(looked)),
    el('div', { class: 'halves' }, tripped(looked), beforeAndAfter(looked)),
    evidence(looked),
    openOrders(looked),
    quotesAround(looked),
    instead(looked),
    similar(looked),
    commands(looked),
  )
}

const statusOf = ({ view, stop, page }: Looked): Child => {
  const { scope, seq } = page.line
  const what = stop.kind === 'freeze' ? 'stopped' : 'may only reduce'
  const scopeText = scope === 'session' ? 'everything' : `only the ${String(scope)}`
  const thaw =
    stop.thawAt === null
      ? 'not let go by the end of the journal'
      : [`let go at `, view.time(stop.thawAt), `, after ${sinceText(stop.thawAt - stop.at)}`]
  const by = page.thaw === null ? '' : ` by ${String(page.thaw['actor'])}`
  return [`Line ${String(seq)} of the journal; ${scopeText} ${what}; `, thaw, by, '.']
}
