import type { Message } from '../events/entry'
import type { OrderAccepted } from '../events/order-accepted'
import type { OrderAmended } from '../events/order-amended'
import type { OrderCanceled } from '../events/order-canceled'
import type { OrderFilled } from '../events/order-filled'
import type { OrderRejected } from '../events/order-rejected'
import type { OrderTriggered } from '../events/order-triggered'
import type { HeardAt, KeptOrder } from './stored-order'

/** What the venue says of an order that must be open. */
export type OrderReport =
  OrderAccepted | OrderAmended | OrderCanceled | OrderFilled | OrderRejected | OrderTriggered

/** Whether a message says something of an order that must be open. */
export const isOrderReport = (message: Message): message is OrderReport =>
  message.type === 'OrderAccepted' ||
  message.type === 'OrderAmended' ||
  message.type === 'OrderCanceled' ||
  message.type === 'OrderFilled' ||
  message.type === 'OrderRejected' ||
  message.type === 'OrderTriggered'

/** A field in which a report contradicts its order. */
export type Contradiction = {
  readonly field: string
  readonly said: string
  readonly known: string
}

/** In what a report contradicts the order that it is about, or `null`. */
export const contradictionOf = (order: KeptOrder, report: OrderReport): Contradiction | null => {
  if (report.symbol !== order.symbol) return apart('symbol', report.symbol, order.symbol)
  if ('account' in report && report.account !== order.account)
    return apart('account', report.account, order.account)
  if (report.type !== 'OrderFilled') return null
  if (report.side !== order.side) return apart('side', report.side, order.side)
  if (report.qty <= 0 || report.qty > order.leavesQty)
    return apart('qty', report.qty, order.leavesQty)
  const leavesQty = order.leavesQty - report.qty
  return report.leavesQty === leavesQty ? null : apart('leavesQty', report.leavesQty, leavesQty)
}

const apart = (field: string, said: string | number, known: string | number): Contradiction => ({
  field,
  said: String(said),
  known: String(known),
})

/** What a report makes of its order. */
export const reported = (order: KeptOrder, report: OrderReport, { seq, at }: HeardAt): void => {
  order.lastSeq = seq
  switch (report.type) {
    case 'OrderAccepted':
      order.isAcknowledged = true
      order.acknowledgedAt ??= at
      order.price = report.price
      order.isUntriggered = report.orderStatus === 'Untriggered'
      // a fill may be heard before the acknowledgement
      if (order.status === 'pending') order.status = 'open'
      return
    case 'OrderTriggered':
      order.isUntriggered = false
      return
    case 'OrderAmended':
      order.price = report.price
      order.qty = report.qty
      order.leavesQty = report.leavesQty
      return
    case 'OrderFilled':
      order.filledQty += report.qty
      order.leavesQty = report.leavesQty
      order.fills += 1
      order.filledAt = at
      order.status = report.leavesQty === 0 ? 'filled' : 'partially-filled'
      if (report.leavesQty === 0) order.closedAt = at
      return
    case 'OrderCanceled':
    case 'OrderRejected':
      order.status = report.type === 'OrderCanceled' ? 'canceled' : 'rejected'
      order.reason = report.reason
      order.leavesQty = 0
      order.closedAt = at
  }
}
