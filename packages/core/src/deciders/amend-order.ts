import type { AmendOrder } from '../commands/amend-order'
import type { AmendDenied } from '../events/amend-denied'
import type { AmendPlaced } from '../events/amend-placed'
import type { State } from '../state/state'
import type { DenialReason } from '../units/denial-reason'
import type { Usd } from '../units/usd'
import { brokenLimit } from './place-order'

/**
 * The risk monitor's answer to every `AmendOrder`: exactly one event. What an amendment adds is
 * judged as an order for that much would be; one that adds nothing is judged by its price alone.
 */
export const amendOrder = (state: State, command: AmendOrder): AmendPlaced | AmendDenied => {
  const { orderId, symbol, price, qty } = command
  const order = state.orders.open[orderId]
  const instrument = state.instruments[symbol]
  const denied = (
    reason: DenialReason,
    observedUsd: Usd | null = null,
    limitUsd: Usd | null = null,
  ): AmendDenied => ({
    type: 'AmendDenied',
    orderId,
    symbol,
    price,
    qty,
    reason,
    observedUsd,
    limitUsd,
  })
  if (instrument === undefined) return denied('NO_MARK_PRICE')
  if (state.risk.isFrozen) return denied('FROZEN')
  if (price !== null && price % instrument.tickSize !== 0) return denied('PRICE_OFF_TICK')
  if (qty !== null && (qty === 0 || qty % instrument.lotSize !== 0)) return denied('QTY_OFF_LOT')
  if (order !== undefined && !order.reduceOnly) {
    const more = (qty ?? order.qty) - Math.max(order.qty, order.wantedQty)
    const wanted = { ...order, price: price ?? order.price, qty: Math.max(more, 0) }
    const broken = brokenLimit(state, instrument, wanted)
    if (broken !== null) return denied(...broken)
  }
  return { type: 'AmendPlaced', orderId, symbol, price, qty }
}
