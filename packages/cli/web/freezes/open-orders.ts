import { sinceText } from '../../src/reports/otherwise-report'
import { quantity } from '../../src/reports/quantity-text'
import type { OpenOrder } from '../data/freeze-page'
import type { Child } from '../dom/element'
import { el } from '../dom/element'
import { table } from '../dom/table'
import type { Looked } from './freeze-section'
import { part } from './part'

/** What became of every order that a stop found open, and what traded in between. */
export const openOrders = ({ page }: Looked): HTMLElement => {
  const { open_orders: orders } = page
  if (orders.length === 0)
    return part('Open orders', el('p', {}, 'No order was open when trading stopped.'))
  const canceled = orders.filter(({ outcome }) => outcome === 'canceled').length
  const isHeard = orders.some(({ heard_us: heard }) => heard !== null)
  const slipped = orders.filter(({ fills }) => fills.length > 0).length
  const says =
    `${quantity(orders.length, 'order')} open: ${String(canceled)} canceled, ` +
    (slipped === 0
      ? 'none filled before its cancel came through'
      : `${String(slipped)} filled before the cancel came through`)
  return part(
    'Open orders',
    table(
      says,
      [
        { title: 'Order' },
        { title: 'Symbol' },
        { title: 'Side' },
        { title: 'Left', isFigure: true },
        { title: 'Price', isFigure: true },
        { title: 'Outcome' },
        { title: 'After', isFigure: true },
        ...(isHeard ? [{ title: 'Heard after', isFigure: true } as const] : []),
        { title: 'Filled in between' },
      ],
      orders.map((order) => ({
        cells: cellsOf(order, isHeard),
        ...(order.fills.length > 0 ? { mark: 'bad' } : {}),
      })),
    ),
  )
}

const cellsOf = (order: OpenOrder, isHeard: boolean): ReadonlyArray<Child> => [
  el('code', {}, order.order_id),
  order.account === null || order.account === 'main'
    ? order.symbol
    : `${order.symbol}, ${order.account}`,
  order.side ?? '',
  order.leaves_qty ?? '',
  order.side === null ? '' : (order.price ?? 'market'),
  [signOf(order.outcome), ' ', order.outcome, order.says === null ? null : ` (${order.says})`],
  order.latency_us === null ? '' : sinceText(order.latency_us),
  ...(isHeard ? [order.heard_us === null ? '' : sinceText(order.heard_us)] : []),
  order.fills.length === 0
    ? 'none'
    : order.fills.map(({ side, qty, price }) => `${side} ${qty} @ ${price}`).join(', '),
]

const signOf = (outcome: string): string => {
  switch (outcome) {
    case 'canceled':
      return '✓'
    case 'filled':
      return '●'
    default:
      return '!'
  }
}
