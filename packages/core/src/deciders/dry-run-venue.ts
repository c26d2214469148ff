import type { CancelOrder } from '../commands/cancel-order'
import type { CancelRejected } from '../events/cancel-rejected'
import type { OrderAccepted } from '../events/order-accepted'
import type { OrderCanceled } from '../events/order-canceled'
import type { OrderFilled } from '../events/order-filled'
import type { OrderPlaced } from '../events/order-placed'
import type { OrderRejected } from '../events/order-rejected'
import { invariant } from '../base/invariant'
import { draw, happens } from '../base/random'
import { linkKey } from '../state/orders'
import type { OpenOrder } from '../state/orders'
import type { State } from '../state/state'
import type { FillTimer } from '../state/timers'
import type { Amount } from '../units/amount'
import { mulDivRounded, product } from '../units/arithmetic'
import { feeRateScale, pow10 } from '../units/decimal'
import type { FillId } from '../units/fill-id'
import { notionalUsd, toLot } from '../units/instrument'
import type { Price } from '../units/price'
import type { Qty } from '../units/qty'
import type { RejectionReason } from '../units/rejection-reason'
import type { RetCode } from '../units/ret-code'

/** Bybit V5: at most 500 active orders, per symbol on derivatives and in all on spot. */
export const openOrdersMax = 500

/** The retCode Bybit V5 gives for each rejection. */
export const retCodes: Readonly<Record<RejectionReason, number>> = {
  QTY_BELOW_MINIMUM: 10001,
  QTY_ABOVE_MAXIMUM: 10001,
  NOTIONAL_BELOW_MINIMUM: 110094,
  ORDER_LINK_ID_DUPLICATE: 110072,
  OPEN_ORDERS_LIMIT: 110020,
  SIMULATED_FAULT: 10016,
}

/** The venue's answer to an order on its way: accepted, or rejected by the first rule it breaks. */
export const admitOrder = (state: State, event: OrderPlaced): OrderAccepted | OrderRejected => {
  const { orderId, symbol } = event
  const reason = rejection(state, event)
  return reason === null
    ? { type: 'OrderAccepted', orderId, symbol }
    : { type: 'OrderRejected', orderId, symbol, reason, retCode: retCodes[reason] as RetCode }
}

const rejection = (state: State, event: OrderPlaced): RejectionReason | null => {
  const instrument = state.instruments[event.symbol]
  const order = state.orders.open[event.orderId]
  const { config } = state
  invariant(
    instrument !== undefined && order !== undefined && config !== null,
    () => `${event.orderId} is not open`,
  )
  if (event.qty < instrument.minQty) return 'QTY_BELOW_MINIMUM'
  if (event.qty > instrument.maxQty) return 'QTY_ABOVE_MAXIMUM'
  if (notionalUsd(instrument, event.qty, event.price) < instrument.minNotionalUsd)
    return 'NOTIONAL_BELOW_MINIMUM'
  if (
    event.orderLinkId !== null &&
    state.orders.links[linkKey(event.orderLinkId)] !== event.orderId
  )
    return 'ORDER_LINK_ID_DUPLICATE'
  const exposure = state.orders.exposure[event.symbol]
  const resting = instrument.category === 'spot' ? state.orders.openCount : exposure?.openOrders
  if ((resting ?? 0) > openOrdersMax) return 'OPEN_ORDERS_LIMIT'
  if (config.venue === 'fake' && happens(config.seed, 'reject', order.number, config.rejectRate))
    return 'SIMULATED_FAULT'
  return null
}

/** The venue's answer to a cancel: whatever rests is canceled, whatever does not cannot be. */
export const cancelOrder = (state: State, command: CancelOrder): OrderCanceled | CancelRejected => {
  const { orderId, symbol, reason } = command
  const order = state.orders.open[orderId]
  return order === undefined
    ? {
        type: 'CancelRejected',
        orderId,
        symbol,
        reason: 'ORDER_NOT_FOUND',
        retCode: 110001 as RetCode,
      }
    : {
        type: 'OrderCanceled',
        orderId,
        symbol: order.symbol,
        leavesQty: order.leavesQty as Qty,
        reason,
      }
}

/** A due fill: at the order's own price, as maker; the fake exchange may fill only some of it. */
export const fillDue = (state: State, timer: FillTimer): OrderFilled => {
  const order = state.orders.open[timer.orderId]
  const { config } = state
  invariant(order !== undefined && config !== null, () => `a timer outlived ${timer.orderId}`)
  const qty = fillQty(state, order)
  return {
    type: 'OrderFilled',
    fillId: `f-${String(state.orders.lastFill + 1)}` as FillId,
    orderId: order.orderId,
    symbol: order.symbol,
    side: order.side,
    price: order.price as Price,
    qty: qty as Qty,
    leavesQty: (order.leavesQty - qty) as Qty,
    fee: mulDivRounded(
      product(qty, order.price),
      config.makerFeeRate,
      pow10[feeRateScale] as number,
    ) as Amount,
  }
}

/** All that is left, or 50 to 90 % of it, down to the lot, when the fake exchange fills in part. */
const fillQty = (state: State, order: OpenOrder): number => {
  const { config } = state
  const instrument = state.instruments[order.symbol]
  if (config === null || instrument === undefined || config.venue !== 'fake') return order.leavesQty
  const fill = state.orders.lastFill + 1
  if (!happens(config.seed, 'partial', fill, config.partialFillRate)) return order.leavesQty
  const percent = 50 + (draw(config.seed, 'partial-size', fill) % 41)
  const part = toLot(instrument, Math.floor((order.leavesQty * percent) / 100))
  return part > 0 ? part : order.leavesQty
}
