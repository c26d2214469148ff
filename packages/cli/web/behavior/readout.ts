import { el } from '../dom/element'
import { edgeName } from '../sections/edge'
import type { View } from '../sections/view'
import { sinceText } from '../../src/reports/otherwise-report'
import { numberText, usdOfNumber } from '../text/figures'
import { instantText } from '../text/time-text'
import { lastAt } from './link'

/** What a session's values were at an instant, as names and texts; `null` before its first. */
export const valuesAt = (
  view: View,
  at: number,
): ReadonlyArray<readonly [name: string, text: string]> => {
  const { report } = view
  const { money, symbols, edges, startAt } = report
  const i = lastAt(view.at, at)
  const of = (values: ReadonlyArray<number | null>): number | null => values[i] ?? null
  const usd = (value: number | null): string => (value === null ? '—' : usdOfNumber(value))
  const said = edges.flatMap((one) => {
    const bps = one.bps[lastAt(one.at, at + startAt)]
    return bps === undefined
      ? []
      : [[`edge ${edgeName(one)}`, `${numberText(bps, 2)} bps`] as const]
  })
  return [
    ['trading', stateAt(view, at)],
    ['net', usd(of(money.net))],
    ['exposure', usd(of(money.exposure))],
    ['open orders', countOf(of(money.openOrders))],
    ...symbols.flatMap((one) => {
      const price = pricesText(one.priceDecimals)
      return [
        [`${one.symbol} bid / ask`, price(of(one.bid), of(one.ask))] as const,
        ['ours', price(of(one.ownBid), of(one.ownAsk))] as const,
        ['held', heldText(of(one.held), one.qtyDecimals)] as const,
      ]
    }),
    ...said,
    ...lastFill(view, at),
  ]
}

/** The last fill that is shown, up to an instant, and how long before it that was. */
const lastFill = ({ report, fillAt }: View, at: number) => {
  const fill = report.fills[lastAt(fillAt, at + report.startAt)]
  if (fill === undefined) return []
  const { side, qty, symbol, priceText, liquidity } = fill
  const ago = sinceText(at + report.startAt - fill.at)
  const text = `${side} ${qty} ${symbol} @ ${priceText}, ${liquidity.toLowerCase()}, ${ago} before`
  return [['last fill', text] as const]
}

const pricesText =
  (decimals: number) =>
  (bid: number | null, ask: number | null): string =>
    [bid, ask].map((one) => (one === null ? '—' : numberText(one, decimals))).join(' / ')

const heldText = (held: number | null, decimals: number): string =>
  held === null ? '—' : numberText(held, decimals)

const countOf = (count: number | null): string => (count === null ? '—' : String(count))

/** Every stop that is in force at an instant; several can be, of one symbol or another. */
const stateAt = ({ stops }: View, at: number): string => {
  const inForce = stops.filter((one) => one.at <= at && (one.until === null || one.until > at))
  if (inForce.length === 0) return 'active'
  return inForce
    .map(({ kind, label }) => `${kind === 'freeze' ? 'frozen' : 'reducing'} (${label})`)
    .join(', ')
}

const unpointed =
  'Point at a chart, or press Tab to one and use the arrow keys, to read its values.'

/** The readout of all sessions at an instant, as elements. */
export const readout = (views: ReadonlyArray<View>, at: number | null): ReadonlyArray<Node> => {
  if (at === null) return [document.createTextNode(unpointed)]
  return views.map((view, i) =>
    el(
      'div',
      { class: 'reading' },
      el(
        'b',
        { class: 'when' },
        views.length > 1 ? `${i === 0 ? 'First' : 'Second'} ` : '',
        instantText(at + view.report.startAt, view.report.startAt, view.page.clock.mode()),
      ),
      valuesAt(view, at).map(([name, text]) =>
        el('span', { class: 'pair' }, el('span', { class: 'name' }, name), ' ', el('b', {}, text)),
      ),
    ),
  )
}
