import type { CancelOrder } from '../commands/cancel-order'
import type { OpenOrder } from '../state/orders'
import type { State } from '../state/state'
import { isStopOrder } from '../state/stop-orders'
import type { CancelReason } from '../units/cancel-reason'
import type { MarketSymbol } from '../units/market-symbol'

/**
 * A cancel for every open order of a symbol, or of all when it is `null`, oldest first. What the
 * venue itself made to close a position is let be: it is no order of ours to cancel.
 */
export const cancelOpen = (
  state: State,
  symbol: MarketSymbol | null,
  reason: CancelReason,
): ReadonlyArray<CancelOrder> =>
  Object.values(state.orders.open)
    .filter((order) => symbol === null || order.symbol === symbol)
    .filter((order) => !isStopOrder(order))
    .map((order) => cancelOf(order, reason))

/** The cancel of one order. */
export const cancelOf = (
  { orderId, symbol }: Pick<OpenOrder, 'orderId' | 'symbol'>,
  reason: CancelReason,
): CancelOrder => ({ type: 'CancelOrder', orderId, symbol, reason })
