import type { AmendRejected } from '../../events/amend-rejected'
import type { CancelRejected } from '../../events/cancel-rejected'
import type { OrderRejected } from '../../events/order-rejected'
import type { RequestAnswered } from '../../events/request-answered'
import type { State } from '../../state/state'
import type { RejectionReason } from '../../units/rejection-reason'
import type { RetCode } from '../../units/ret-code'
import { reasonOfCode } from '../venue/bybit-answers'

/**
 * What the answer to a request comes to. An acknowledgement, and one that was lost, come to nothing
 * yet: reports will tell. A refusal of an order that was reported meanwhile is of a second try.
 */
export const ofRequestAnswer = (
  state: State,
  message: RequestAnswered,
): OrderRejected | AmendRejected | CancelRejected | null => {
  const { orderId, symbol, request, outcome, retMsg } = message
  if (outcome === 'ACKNOWLEDGED' || outcome === 'UNKNOWN') return null
  const reason = reasonOf(message)
  const words = { retCode: message.retCode ?? (0 as RetCode), retMsg }
  switch (request) {
    case 'PLACE': {
      const order = state.orders.open[orderId]
      if (order === undefined || state.venue.orders[orderId] !== undefined) return null
      return { type: 'OrderRejected', orderId, account: order.account, symbol, reason, ...words }
    }
    case 'AMEND':
      return { type: 'AmendRejected', orderId, symbol, reason, ...words }
    case 'CANCEL': {
      const why = reason === 'ORDER_NOT_FOUND' || reason === 'NOT_SENT' ? reason : 'VENUE_REFUSED'
      return { type: 'CancelRejected', orderId, symbol, reason: why, ...words }
    }
  }
}

const reasonOf = ({ outcome, retCode }: RequestAnswered): RejectionReason =>
  outcome === 'NOT_SENT' ? 'NOT_SENT' : reasonOfCode(retCode)
