import { invariant } from '../../base/invariant'
import type { AmendPlaced } from '../../events/amend-placed'
import type { AmendRejected } from '../../events/amend-rejected'
import type { OrderAmended } from '../../events/order-amended'
import type { State } from '../../state/state'
import type { VenueOrder } from '../../state/venue'
import { marketAtVenue } from '../../state/venue'
import type { Price } from '../../units/price'
import type { Qty } from '../../units/qty'
import type { DryRunRejection } from '../../units/rejection-reason'
import { canAfford, commitmentOf } from './afford'
import { bybitAnswer } from './bybit-answers'
import { brokenFilter } from './order-filters'

/** The venue's answer to an amendment: amended, or left as it is by the first rule it breaks. */
export const amendOrder = (state: State, event: AmendPlaced): OrderAmended | AmendRejected => {
  const { orderId, symbol } = event
  const order = state.venue.orders[orderId]
  const reason = rejection(state, order, event)
  if (reason !== null || order === undefined)
    return {
      type: 'AmendRejected',
      orderId,
      symbol,
      reason: reason ?? 'ORDER_NOT_FOUND',
      ...bybitAnswer(reason ?? 'ORDER_NOT_FOUND', state.instruments[symbol]?.category ?? 'linear'),
    }
  const qty = event.qty ?? order.qty
  return {
    type: 'OrderAmended',
    orderId,
    symbol,
    price: (event.price ?? order.price) as Price,
    qty: qty as Qty,
    leavesQty: (order.leavesQty + qty - order.qty) as Qty,
    keepsPlace: (event.price ?? order.price) === order.price && qty <= order.qty,
  }
}

const rejection = (
  state: State,
  order: VenueOrder | undefined,
  { symbol, price, qty }: AmendPlaced,
): DryRunRejection | null => {
  const instrument = state.instruments[symbol]
  invariant(instrument !== undefined, () => `${symbol} was never listed`)
  if (order === undefined || order.symbol !== symbol) return 'ORDER_NOT_FOUND'
  const filled = order.qty - order.leavesQty
  const wanted = { ...order, price: price ?? order.price, qty: qty ?? order.qty }
  if (wanted.price === null || (order.orderType === 'Market' && price !== null))
    return 'PARAMETERS_INVALID'
  if (wanted.price === order.price && wanted.qty === order.qty) return 'NOTHING_TO_AMEND'
  if (wanted.qty <= filled) return 'QTY_NOT_ABOVE_FILLED'
  const broken = brokenFilter(instrument, marketAtVenue(state, symbol), wanted, wanted.price)
  if (broken !== null || order.isWaiting) return broken
  const left = commitmentOf(order, -order.leavesQty, order.price ?? 0)
  const made = commitmentOf(order, wanted.qty - filled, wanted.price)
  return canAfford(state, [...left, ...made]) ? null : 'INSUFFICIENT_BALANCE'
}
