import type { CancelOrder } from '../commands/cancel-order'
import { heldIn } from '../state/accounts'
import type { About } from '../state/risk'
import type { State } from '../state/state'
import { cancelOf, concerns } from './cancel-open'

/**
 * A cancel for every open order of an account, of a symbol, or of all, that could do more than
 * close the position there: the oldest that together do not are left. Oldest first.
 */
export const cancelIncreasing = (state: State, about: About): ReadonlyArray<CancelOrder> => {
  const room: Record<string, number> = {}
  return Object.values(state.orders.open)
    .filter((order) => concerns(about, order))
    .filter((order) => !order.reduceOnly)
    .filter((order) => {
      const held = heldIn(state, order.account, order.symbol)
      const closes = order.side === 'Buy' ? -held : held
      const key = `${order.account} ${order.symbol} ${order.side}`
      const left = room[key] ?? closes
      if (order.leavesQty > left) return true
      room[key] = left - order.leavesQty
      return false
    })
    .map((order) => cancelOf(order, 'REDUCE'))
}
