import { el } from '../../dom/element'
import type { InstantView, OrderView } from '../../../src/steps/instant-view'
import type { Cell } from './cell'
import { cellOf } from './cell'
import type { Ladder, Rung } from './ladder-rows'
import { greatestOf, ladderOf, shareOf } from './ladder-rows'
import { orderSentence, queueText, standingSign } from './order-words'

/** A book with our orders in it, so many prices a side. */
export type LadderPanel = {
  readonly element: HTMLElement
  readonly setLevels: (levels: number) => void
  readonly show: (view: InstantView) => void
}

/** A ladder: asks above, bids below, the spread between. Its rows stay where they are. */
export const newLadder = (): LadderPanel => {
  const [asks, bids] = [el('tbody', { class: 'asks' }), el('tbody', { class: 'bids' })]
  const caption = cellOf(el('caption', { class: 'unseen' }))
  const middle = newMiddle()
  let rows = { asks: [] as ReadonlyArray<RungRow>, bids: [] as ReadonlyArray<RungRow> }
  let levels = 0
  const element = el(
    'table',
    { class: 'ladder' },
    caption.element,
    el(
      'thead',
      {},
      el(
        'tr',
        {},
        ['Price', 'Quantity', 'Depth', 'Ours'].map((title) => el('th', { scope: 'col' }, title)),
      ),
    ),
    ...[asks, middle.element, bids],
  )
  return {
    element,
    setLevels: (wanted) => {
      if (wanted === levels) return
      levels = wanted
      rows = { asks: newRungs(wanted), bids: newRungs(wanted) }
      asks.replaceChildren(...rows.asks.map((row) => row.element).toReversed())
      bids.replaceChildren(...rows.bids.map((row) => row.element))
    },
    show: (view) => {
      const ladder = ladderOf(view)
      const most = greatestOf([...ladder.asks, ...ladder.bids].map(({ qty }) => qty))
      caption.say(`Order book of ${view.market?.symbol ?? 'no symbol yet'}`)
      const { beyondAsks, beyondBids } = ladder
      rows.asks.forEach((row, i) =>
        row.show(ladder.asks[i], most, i === levels - 1 ? beyondAsks : []),
      )
      rows.bids.forEach((row, i) =>
        row.show(ladder.bids[i], most, i === levels - 1 ? beyondBids : []),
      )
      middle.show(ladder, view)
    },
  }
}

type RungRow = {
  readonly element: HTMLElement
  /** The last row of a side tells of what is beyond it, too. */
  readonly show: (
    rung: Rung | undefined,
    most: string | null,
    beyond: ReadonlyArray<OrderView>,
  ) => void
}

const newRungs = (count: number): ReadonlyArray<RungRow> => Array.from({ length: count }, newRung)

const newRung = (): RungRow => {
  const bar = el('span', { class: 'depth-bar', 'aria-hidden': 'true' })
  const places = el('span', { class: 'queue-places', 'aria-hidden': 'true' })
  const [price, qty, depth] = ['price', 'qty', 'depth'].map((name) =>
    cellOf(el('span', { class: name })),
  ) as [Cell, Cell, Cell]
  const ours = cellOf(el('span', { class: 'ours' }))
  const element = cellOf(
    el(
      'tr',
      {},
      el('th', { scope: 'row' }, price.element),
      el('td', { class: 'sized' }, bar, places, qty.element),
      el('td', {}, depth.element),
      el('td', {}, ours.element),
    ),
  )
  let drawn = ''
  return {
    element: element.element,
    show: (rung, most, beyond) => {
      price.say(rung?.price ?? '')
      qty.say(rung?.qty ?? '')
      depth.say(rung?.depth ?? '')
      const own = rung?.ours ?? []
      element.mark('class', own.length > 0 ? 'has-ours' : null)
      ours.say([...own.map(oursText), beyondText(beyond)].filter(Boolean).join('  '))
      const told = [
        ...own.map((one) => orderSentence(one, rung?.qty ?? null)),
        ...beyond.map((one) => orderSentence(one, null)),
      ]
      ours.mark('title', told.length === 0 ? null : told.join('\n'))
      const share = shareOf(rung?.qty ?? null, most)
      bar.style.setProperty('--share', share.toFixed(4))
      const ahead = own.map((one) => shareOf(one.ahead, most).toFixed(4))
      if (ahead.join() === drawn) return
      drawn = ahead.join()
      places.replaceChildren(...own.flatMap((one) => placeOf(one, most)))
    },
  }
}

/** Where an order is in its queue, as a mark in the bar of its price. */
const placeOf = (order: OrderView, most: string | null): ReadonlyArray<HTMLElement> => {
  if (order.ahead === null) return []
  const mark = el('span', { class: 'queue-place' })
  mark.style.setProperty('--share', shareOf(order.ahead, most).toFixed(4))
  return [mark]
}

const oursText = (order: OrderView): string => {
  const queue = queueText(order, null)
  return `${standingSign(order.standing)} ${order.leaves}${queue === '' ? '' : ` · ${queue}`}`
}

const newMiddle = () => {
  const [mid, spread, marks] = ['mid', 'spread', 'marks'].map((name) =>
    cellOf(el('span', { class: name })),
  ) as [Cell, Cell, Cell]
  const element = el(
    'tbody',
    { class: 'middle' },
    el(
      'tr',
      {},
      el('th', { scope: 'row' }, mid.element),
      el('td', { colspan: 3 }, spread.element, marks.element),
    ),
  )
  return {
    element,
    show: (ladder: Ladder, { market }: InstantView): void => {
      mid.say(ladder.mid ?? 'no mid')
      spread.say(
        ladder.spread === null
          ? 'no spread'
          : `spread ${ladder.spread} · ${ladder.spreadBps ?? ''} bps`,
      )
      const [mark, last] = [market?.mark ?? null, market?.last ?? null]
      marks.say([mark && `mark ${mark}`, last && `last ${last}`].filter(Boolean).join(' · '))
    },
  }
}

/** Orders of ours that are further from the touch than what is shown. */
const beyondText = (orders: ReadonlyArray<OrderView>): string =>
  orders.length === 0 ? '' : `${String(orders.length)} further, at ${nearestOf(orders)}`

const nearestOf = (orders: ReadonlyArray<OrderView>): string => {
  const prices = orders.map(({ price }) => Number(price))
  const best = orders[0]?.side === 'Buy' ? Math.max(...prices) : Math.min(...prices)
  return orders.find(({ price }) => Number(price) === best)?.price ?? ''
}
