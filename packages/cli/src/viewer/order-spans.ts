import type { Entry, Message, OpenOrder, OrderPlaced, State } from '@shadowtape/core'
import { formatDecimal } from '@shadowtape/core'

import type { OrderSpan } from './view-data'

/** Orders of a stretch, each from its placing to its end; none where there are too many. */
export type OrderSpans = {
  /** Takes the orders that are open in a state; `placedBy` finds what placed one, if it can. */
  readonly begin: (state: State, placedBy: PlacedBy, fromAt: number) => void
  /** Hears a line before it changes the state. */
  readonly hear: (state: State, entry: Entry) => void
  readonly spans: () => ReadonlyArray<OrderSpan>
  readonly count: () => number
}

/** Which line placed an order, and when. */
export type PlacedBy = (orderId: string) => { readonly seq: number; readonly at: number } | null

type Grown = Omit<OrderSpan, 'to' | 'ended' | 'amends'> & {
  to: number | null
  ended: OrderSpan['ended']
  readonly amends: Array<OrderSpan['amends'][number]>
}

/** No order was placed yet. More than `ordersMax` are only counted. */
export const newOrderSpans = (ordersMax: number): OrderSpans => {
  const open = new Map<string, Grown>()
  let all: Array<Grown> = []
  let count = 0
  const placed = (span: Grown): void => {
    count += 1
    open.set(span.order, span)
    if (count <= ordersMax) all.push(span)
    else all = []
  }
  const ended = ({ at, message }: Pick<Entry, 'at' | 'message'>): void => {
    const end = endOf(message)
    const span = end === null ? undefined : open.get(end.orderId)
    if (end === null || span === undefined) return
    open.delete(end.orderId)
    Object.assign(span, { to: at, ended: end.ended })
  }
  return {
    begin: (state, placedBy, fromAt) => {
      for (const order of Object.values(state.orders.open)) {
        const by = placedBy(order.orderId)
        const from = by?.at ?? state.quality.acceptedAt[order.orderId] ?? fromAt
        placed(spanOf(state, order, by?.seq ?? null, from))
      }
    },
    hear: (state, entry) => {
      const { seq, at, message } = entry
      if (message.type === 'OrderPlaced') placed(spanOf(state, message, seq, at))
      else if (message.type === 'TradingStopTriggered')
        placed(spanOf(state, { ...message, price: null }, seq, at))
      else if (message.type === 'OrderAmended') {
        const { price, qty } = figuresOf(state, message)
        open.get(message.orderId)?.amends.push({ at, price: price ?? 0, qty })
      } else if (message.type === 'Delivered') {
        // the venue ended it before the stretch, and we hear of it now
        const [first] = state.timers
        if (first?.kind === 'delivery') ended({ at, message: first.message })
      } else ended(entry)
    },
    spans: () => all.map((span) => ({ ...span, amends: [...span.amends] })),
    count: () => count,
  }
}

type Placed = Pick<
  OrderPlaced | OpenOrder,
  'orderId' | 'account' | 'symbol' | 'side' | 'price' | 'qty'
>

const spanOf = (state: State, order: Placed, seq: number | null, from: number): Grown => {
  const { orderId, account, symbol, side } = order
  const { price, qty } = figuresOf(state, order)
  return {
    order: orderId,
    account,
    symbol,
    side,
    price,
    qty,
    seq,
    from,
    to: null,
    ended: null,
    amends: [],
  }
}

const figuresOf = (
  { instruments }: State,
  { symbol, price, qty }: Pick<Placed, 'symbol' | 'price' | 'qty'>,
): { readonly price: number | null; readonly qty: string } => {
  const { priceScale = 0, qtyScale = 0 } = instruments[symbol] ?? {}
  return {
    price: price === null ? null : price / 10 ** priceScale,
    qty: formatDecimal(qty, qtyScale),
  }
}

const endOf = (
  message: Message,
): { readonly orderId: string; readonly ended: OrderSpan['ended'] } | null => {
  switch (message.type) {
    case 'OrderFilled':
      return message.leavesQty === 0 ? { orderId: message.orderId, ended: 'filled' } : null
    case 'OrderCanceled':
      return { orderId: message.orderId, ended: 'canceled' }
    case 'OrderRejected':
      return { orderId: message.orderId, ended: 'rejected' }
    default:
      return null
  }
}
