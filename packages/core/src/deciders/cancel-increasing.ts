import type { CancelOrder } from '../commands/cancel-order'
import type { State } from '../state/state'
import type { MarketSymbol } from '../units/market-symbol'
import { cancelOf } from './cancel-open'

/**
 * A cancel for every open order of a symbol, or of all when it is `null`, that could do more than
 * close the position there: the oldest that together do not are left. Oldest first.
 */
export const cancelIncreasing = (
  state: State,
  symbol: MarketSymbol | null,
): ReadonlyArray<CancelOrder> => {
  const room: Record<string, number> = {}
  return Object.values(state.orders.open)
    .filter((order) => symbol === null || order.symbol === symbol)
    .filter((order) => !order.reduceOnly)
    .filter((order) => {
      const held = state.positions[order.symbol]?.qty ?? 0
      const closes = order.side === 'Buy' ? -held : held
      const key = `${order.symbol} ${order.side}`
      const left = room[key] ?? closes
      if (order.leavesQty > left) return true
      room[key] = left - order.leavesQty
      return false
    })
    .map((order) => cancelOf(order, 'REDUCE'))
}
