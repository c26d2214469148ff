import type { CancelOrder } from '../commands/cancel-order'
import type { OpenOrder } from '../state/orders'
import type { About } from '../state/risk'
import type { State } from '../state/state'
import { cancelOf, concerns } from './cancel-open'
import { closingRoom, mostOf, reducesStrictly } from './closing-room'

/**
 * A cancel for every open order of an account, of a symbol, or of all, that could do more than
 * close the position there: the oldest that together do not are left. Oldest first.
 */
export const cancelIncreasing = (state: State, about: About): ReadonlyArray<CancelOrder> =>
  increasingOrders(state, about).map((order) => cancelOf(order, 'REDUCE'))

/** The open orders that `cancelIncreasing` cancels. */
export const increasingOrders = (state: State, about: About): ReadonlyArray<OpenOrder> => {
  const isStrict = reducesStrictly(state)
  const room: Record<string, number> = {}
  return Object.values(state.orders.open)
    .filter((order) => concerns(about, order))
    .filter((order) => !order.reduceOnly)
    .filter((order) => {
      const key = `${order.account} ${order.symbol} ${order.side}`
      const left = (room[key] ??= closingRoom(state, order))
      const most = isStrict ? mostOf(order) : order.leavesQty
      if (most > left) return true
      room[key] = left - most
      return false
    })
}
