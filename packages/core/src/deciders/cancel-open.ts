import type { CancelOrder } from '../commands/cancel-order'
import type { TradingFrozen } from '../events/trading-frozen'
import type { OpenOrder } from '../state/orders'
import type { About } from '../state/risk'
import type { State } from '../state/state'
import { isStopOrder } from '../state/stop-orders'
import type { CancelReason } from '../units/cancel-reason'

/**
 * A cancel for every open order of an account, of a symbol, or of all; oldest first. What the venue
 * itself made to close a position is let be: it is no order of ours to cancel.
 */
export const cancelOpen = (
  state: State,
  about: About,
  reason: CancelReason,
): ReadonlyArray<CancelOrder> =>
  Object.values(state.orders.open)
    .filter((order) => concerns(about, order))
    .filter((order) => !isStopOrder(order))
    .map((order) => cancelOf(order, reason))

/** Whether an order is one of those that something is about. */
export const concerns = (
  { account, symbol }: About,
  order: Pick<OpenOrder, 'account' | 'symbol'>,
): boolean =>
  (account === null || order.account === account) && (symbol === null || order.symbol === symbol)

/** What a line that restricts trading takes effect on, as its scope says. */
export const restricted = ({
  scope,
  account,
  symbol,
}: Pick<TradingFrozen, 'scope' | 'account' | 'symbol'>): About => ({
  account: scope === 'account' ? account : null,
  symbol: scope === 'symbol' ? symbol : null,
})

/** The cancel of one order. */
export const cancelOf = (
  { orderId, symbol }: Pick<OpenOrder, 'orderId' | 'symbol'>,
  reason: CancelReason,
): CancelOrder => ({ type: 'CancelOrder', orderId, symbol, reason })
