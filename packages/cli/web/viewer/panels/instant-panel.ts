import { hasSeveralAccounts } from '@shadowtape/core'

import { instantView, levelsShown } from '../../../src/steps/instant-view'
import { grouped } from '../../../src/reports/quantity-text'
import { el } from '../../dom/element'
import { instantText } from '../../text/time-text'
import type { Viewer } from '../viewer'
import { cellOf } from './cell'
import {
  edgeRows,
  edgesTable,
  holdingRows,
  holdingsTable,
  newTotals,
  openOrdersTable,
  orderRows,
} from './holdings-parts'
import { newLadder } from './ladder'
import { onceAFrame } from './once-a-frame'
import { splitter } from './splitter'
import { newStanding } from './standing'

/** The book with our orders, and what was held, at the instant. */
export const instantPanel = (viewer: Viewer): HTMLElement => {
  const [ladder, standing, totals] = [newLadder(), newStanding(viewer), newTotals()]
  const [orders, held, edges] = [openOrdersTable(viewer), holdingsTable(), edgesTable()]
  const where = cellOf(el('span', {}))
  const symbol = cellOf(el('b', { class: 'symbol' }))
  const body = el(
    'div',
    { class: 'body', tabindex: 0, role: 'group', 'aria-label': 'Book and holdings' },
    ...[ladder, orders, held, edges, totals].map(({ element }) => element),
  )
  const panel = el(
    'section',
    { class: 'instant panel', 'aria-label': 'This instant' },
    el('h2', { class: 'unseen' }, where.element),
    el('header', {}, symbol.element, standing.element),
    body,
    splitter({ edge: 'left', variable: '--side', name: 'Width of the panels', begin: 28 }),
  )
  const phone = matchMedia('(max-width: 860px)')
  let [room, hasBook] = [levelsMin, false]
  const draw = (): void => {
    const { state, seq, at } = viewer.shown()
    // of quotes alone there is but the touch, and what of ours is near it
    hasBook ||= Object.values(state.market).some(({ book }) => book !== null)
    const levels = hasBook ? room : levelsShown
    ladder.setLevels(levels)
    const view = instantView(state, viewer.symbol(), levels)
    const isOfSeveral = Object.keys(state.instruments).length > 1
    const several = { accounts: hasSeveralAccounts(state), symbols: isOfSeveral }
    const when = instantText(at, viewer.facts.startAt, viewer.clock.mode())
    where.say(`After line ${grouped(seq)}, ${when}`)
    symbol.say(viewer.symbol() ?? 'No symbol yet')
    standing.show(view)
    ladder.show(view)
    orders.show(orderRows(view, several))
    held.show(holdingRows(view, several))
    edges.show(edgeRows(view.edges))
    totals.show(view)
  }
  const soon = onceAFrame(draw)
  for (const change of ['place', 'symbol'] as const) viewer.listen(change, soon)
  viewer.clock.onChange(soon)
  new ResizeObserver(() => {
    // on a phone the panel is as high as what is in it
    const wanted = phone.matches ? levelsMin : levelsIn(body.clientHeight)
    if (wanted === room) return
    room = wanted
    soon()
  }).observe(body)
  draw()
  return panel
}

const [levelsMin, levelsMax, rungHeight, otherHeight] = [7, 20, 15, 200]

/** So many prices a side that there is room for what stands below the ladder, too. */
const levelsIn = (height: number): number =>
  Math.max(levelsMin, Math.min(levelsMax, Math.floor((height - otherHeight) / 2 / rungHeight)))
