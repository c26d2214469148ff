import { printable } from '../../reports/printable'
import { grouped, quantity } from '../../reports/quantity-text'
import {
  edgeText,
  holdingText,
  netText,
  orderText,
  restrictionText,
  wordOf,
} from '../../reports/step-report'
import { wrapped } from '../../reports/wrapped'
import type { LevelView, MarketView, TouchView } from '../instant-view'
import { nearest } from '../instant-view'
import type { StepView } from '../step-view'
import type { Row } from './span'
import { span } from './span'

/** A symbol's book: asks above, bids below, so many levels a side, what is ours beside it. */
export const bookPanel = (market: MarketView | null, levels: number): ReadonlyArray<Row> => {
  if (market === null) return [[span(' no market is known yet', 'dim')]]
  const { bids, asks, mark, last } = market
  const side = (all: ReadonlyArray<LevelView>, touch: TouchView | null, name: string) => {
    const shown = nearest(all, ({ price }) => price === touch?.price, levels)
    return Array.from({ length: levels }, (_, nth): Row => {
      const level = shown[nth]
      if (level === undefined) return nth === 0 ? [span(` ${name} none`, 'dim')] : []
      const label = ` ${level.price === touch?.price ? name : '   '} `
      return [
        span(label, 'dim'),
        span(level.price.padStart(10), level.qty === null ? 'yellow' : lookOf(name)),
        span((level.qty ?? '').padStart(10)),
        span(level.ours === null ? '' : ` ours ${level.ours}`, 'yellow'),
      ]
    })
  }
  const middle = ` mark ${mark ?? 'none'}${last === null ? '' : `  last ${last}`}`
  return [
    ...side(asks, market.ask, 'ask').toReversed(),
    [span(middle, 'dim')],
    ...side(bids, market.bid, 'bid'),
  ]
}

const lookOf = (side: string): 'green' | 'red' => (side === 'bid' ? 'green' : 'red')

/** Whether trading is active, the edge, what is held and was made, and what was counted. */
export const standingPanel = (view: StepView, width: number): ReadonlyArray<Row> => {
  const { restrictions, edges, holdings, totals } = view
  const labeled = (
    label: string,
    text: string,
    look: 'plain' | 'red' | 'green',
  ): ReadonlyArray<Row> =>
    wrapped(text, Math.max(width - 9, 10)).map((part, i) => [
      span(` ${(i === 0 ? label : '').padEnd(8)}`, 'dim'),
      span(part, look),
    ])
  const counts =
    `${grouped(totals.placed)} placed, ${grouped(totals.filled)} filled, ` +
    `${grouped(totals.canceled)} canceled, ${grouped(totals.denied)} denied, ` +
    `${grouped(totals.rejected)} rejected`
  return [
    ...(restrictions.length === 0 ? labeled('trading', 'active', 'green') : []),
    ...restrictions.flatMap((each) => labeled('trading', restrictionText(each), 'red')),
    ...(edges.length === 0 ? labeled('edge', 'none yet', 'plain') : []),
    ...edges.flatMap((edge) => labeled('edge', edgeText(edge), edge.is_below ? 'red' : 'plain')),
    ...(holdings.length === 0 ? labeled('held', 'nothing, no fill yet', 'plain') : []),
    ...holdings.flatMap((held) => labeled('held', holdingText(held), 'plain')),
    ...(holdings.length > 1 ? labeled('net', netText(view.net_usd), 'plain') : []),
    ...labeled('orders', counts, 'plain'),
  ]
}

/** Our open orders, at most so many rows; those of the order followed stand out. */
export const ordersPanel = ({ orders, order }: StepView, rows: number): ReadonlyArray<Row> => {
  const isAll = orders.length <= rows
  const shown = isAll ? orders : orders.slice(0, Math.max(rows - 1, 0))
  return [
    ...shown.map((each): Row => [
      span(` ${orderText(each)}`, each.order === order ? 'bold' : 'plain'),
    ]),
    ...(isAll
      ? []
      : [[span(` and ${quantity(orders.length - shown.length, 'order')} more`, 'dim')]]),
  ]
}

/** What is watched, a row each: what is there, or what the last move changed. */
export const watchesPanel = ({ watches }: StepView): ReadonlyArray<Row> =>
  watches.map(({ path, value, changes }, i): Row => {
    const name = ` ${String(i + 1)} ${printable(path)}  `
    const changed = changes.map(({ path: where, before, after }) =>
      `${where === '' ? '' : `${printable(where)} `}${wordOf(before)} -> ${wordOf(after)}`.trim(),
    )
    return changed.length === 0
      ? [span(name, 'dim'), span(wordOf(value))]
      : [span(name, 'dim'), span(changed.join(', '), 'yellow')]
  })
