import type { EdgeView, HoldingView, InstantView, OrderView } from '../../../src/steps/instant-view'
import { el } from '../../dom/element'
import { signOf } from '../../text/figures'
import { grouped } from '../../../src/reports/quantity-text'
import type { Viewer } from '../viewer'
import type { Cell } from './cell'
import { cellOf } from './cell'
import type { KeptRow, KeptTable } from './kept-table'
import { keptTable } from './kept-table'
import { queueText, standingSign } from './order-words'

/** Our open orders; a press on one goes to the line that placed it. */
export const openOrdersTable = (viewer: Viewer): KeptTable =>
  keptTable({
    caption: 'Open orders',
    columns: [
      { title: 'Order' },
      { title: 'Side' },
      { title: 'Left', isFigure: true },
      { title: 'Price', isFigure: true },
      { title: 'Ahead' },
      { title: 'Standing' },
    ],
    none: 'No order is open.',
    onPress: { says: 'to the line that placed it', act: (key) => void toPlacing(viewer, key) },
  })

/** Rows of our open orders, those of the book that is shown first. */
export const orderRows = (view: InstantView, several: Several): ReadonlyArray<KeptRow> =>
  view.orders.toSorted(shownFirst(view)).map((order) => ({
    key: order.order,
    texts: [
      named(order.order, order, several),
      `${order.side === 'Buy' ? '▲' : '▼'} ${order.side}`,
      order.leaves,
      order.price ?? 'market',
      queueText(order, shownAt(view, order)).replace(/ ahead$/, ''),
      `${standingSign(order.standing)} ${order.standing}`,
    ],
    mark: order.side === 'Buy' ? 'buy' : 'sell',
  }))

/** Whether there is more than one account, and more than one symbol, to tell apart. */
export type Several = { readonly accounts: boolean; readonly symbols: boolean }

/** What is held and was made, by account and symbol. */
export const holdingsTable = (): KeptTable =>
  keptTable({
    caption: 'Held',
    columns: [
      { title: 'Symbol' },
      { title: 'Quantity', isFigure: true },
      { title: 'Fills', isFigure: true },
      { title: 'Net, USD', isFigure: true },
    ],
    none: 'Nothing is held: no fill yet.',
  })

/** Rows of what is held, with what all of it made below where there are several. */
export const holdingRows = (
  { holdings, net_usd: net }: InstantView,
  several: Several,
): ReadonlyArray<KeptRow> => [
  ...holdings.map((held): KeptRow => ({
    key: `${held.account} ${held.symbol}`,
    texts: [holderOf(held, several), held.qty, grouped(held.fills), signed(held.net_usd)],
  })),
  ...(holdings.length > 1
    ? [{ key: '', texts: ['all', '', '', signed(net)], mark: 'sum' } as const]
    : []),
]

/** The edge that was said or measured, beside its threshold. */
export const edgesTable = (): KeptTable =>
  keptTable({
    caption: 'Edge',
    columns: [
      { title: 'Of' },
      { title: 'Edge, bps', isFigure: true },
      { title: 'Threshold', isFigure: true },
      { title: 'It is' },
    ],
    none: 'No edge was said or measured yet.',
  })

/** Rows of edges. */
export const edgeRows = (edges: ReadonlyArray<EdgeView>): ReadonlyArray<KeptRow> =>
  edges.map(({ of, bps, threshold_bps: threshold, is_below: isBelow }) => ({
    key: of,
    texts: [of, bps, threshold, isBelow ? '■ below' : '✓ above'],
    mark: isBelow ? 'below' : null,
  }))

/** What was counted so far, each with its name. */
export const newTotals = () => {
  const names = ['inputs', 'placed', 'filled', 'canceled', 'denied', 'rejected', 'freezes'] as const
  const counts = names.map((name): [typeof name, Cell] => [name, cellOf(el('dd', {}))])
  return {
    element: el(
      'dl',
      { class: 'totals', 'aria-label': 'Totals' },
      counts.map(([name, { element }]) => el('div', {}, el('dt', {}, name), element)),
    ),
    show: ({ totals }: InstantView): void => {
      for (const [name, cell] of counts) cell.say(grouped(totals[name]))
    },
  }
}

const shownFirst =
  ({ market }: InstantView) =>
  (a: OrderView, b: OrderView): number =>
    Number(b.symbol === market?.symbol) - Number(a.symbol === market?.symbol)

const shownAt = ({ market }: InstantView, { symbol, side, price }: OrderView): string | null => {
  if (market?.symbol !== symbol) return null
  const levels = side === 'Buy' ? market.bids : market.asks
  return levels.find((level) => level.price === price)?.qty ?? null
}

const named = (text: string, { account, symbol }: OrderView, several: Several): string =>
  [text, several.accounts ? account : '', several.symbols ? symbol : ''].filter(Boolean).join(' ')

const holderOf = ({ account, symbol }: HoldingView, several: Several): string =>
  several.accounts ? `${symbol}, ${account}` : symbol

const signed = (usd: string): string => (signOf(usd) > 0 ? `+${usd}` : usd)

const toPlacing = async (viewer: Viewer, order: string): Promise<void> => {
  try {
    const from = viewer.shown().seq + 1
    const where = `type=OrderPlaced,TradingStopTriggered orderId=${order}`
    const { seq } = await viewer.api.find({ from, way: 'previous', goal: 'row', where })
    if (seq === null) return
    viewer.select(seq)
    await viewer.go({ seq })
  } catch (error) {
    viewer.setTrouble((error as Error).message)
  }
}
