import type { Market, OpenOrder, State } from '@shadowtape/core'
import { formatDecimal } from '@shadowtape/core'

import { utcText } from './cat-table'
import { printable } from './printable'
import { grouped, quantity } from './quantity-text'
import { stateLines } from './state-report'

/** A state, and how it was come by. */
export type Instant = {
  readonly file: string
  readonly state: State
  /** The line that named the snapshot it was folded from. */
  readonly snapshot: number | null
  readonly linesFolded: number
}

/** A session's state after one of its lines, for people. */
export const instantText = (instant: Instant): string => {
  const { file, state, snapshot, linesFolded } = instant
  const folded = quantity(linesFolded, 'line')
  const from =
    snapshot === null ? 'from the first' : `from the snapshot of line ${grouped(snapshot)}`
  return `${[
    `${file} after line ${grouped(state.seq)}, ${utcText(state.at)} UTC`,
    `folded    ${folded} ${from}`,
    ...Object.entries(state.market).map(([symbol, market]) => marketText(state, symbol, market)),
    ...Object.values(state.orders.open).map((order) => orderText(state, order)),
    ...stateLines(state),
  ].join('\n')}\n`
}

const marketText = (state: State, symbol: string, market: Market): string => {
  const { bid, bidQty, ask, askQty, mark } = market
  return (
    `market    ${symbol} bid ${sizeText(state, symbol, bid, bidQty)}, ` +
    `ask ${sizeText(state, symbol, ask, askQty)}, mark ${priceText(state, symbol, mark)}`
  )
}

const sizeText = (
  state: State,
  symbol: string,
  price: number | null,
  qty: number | null,
): string =>
  qty === null
    ? priceText(state, symbol, price)
    : `${priceText(state, symbol, price)} x ${qtyText(state, symbol, qty)}`

const scalesOf = (state: State, symbol: string) =>
  Object.entries(state.instruments).find(([name]) => name === symbol)?.[1]

const priceText = (state: State, symbol: string, price: number | null): string =>
  price === null ? 'none' : formatDecimal(price, scalesOf(state, symbol)?.priceScale ?? 0)

const qtyText = (state: State, symbol: string, qty: number): string =>
  formatDecimal(qty, scalesOf(state, symbol)?.qtyScale ?? 0)

const orderText = (state: State, order: OpenOrder): string => {
  const { orderId, account, symbol, side, orderType, price, qty, leavesQty, isAccepted } = order
  const at = price === null ? orderType : priceText(state, symbol, price)
  const filled = qty === leavesQty ? '' : `, ${qtyText(state, symbol, leavesQty)} left`
  const asked = order.isCancelAsked ? ', cancel asked' : ''
  const link = order.orderLinkId === null ? '' : ` (${printable(order.orderLinkId)})`
  const what = `${account} ${symbol} ${side} ${qtyText(state, symbol, qty)}`
  return (
    `open      ${orderId}${link} ${what} at ${at}` +
    `${filled}, ${isAccepted ? 'at the venue' : 'not answered yet'}${asked}`
  )
}
