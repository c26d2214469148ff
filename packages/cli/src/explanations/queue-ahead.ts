import type { MarketSymbol, OrderId, RestingLevel, State } from '@shadowtape/core'

/**
 * What is before an order at its price, ours and others', in the symbol's quantity units; `null`
 * where it does not rest at the venue.
 */
export const queueAhead = (state: State, orderId: OrderId, symbol: MarketSymbol): number | null => {
  const { bids = [], asks = [] } = state.venue.rows[symbol]?.resting ?? {}
  for (const level of [...bids, ...asks]) {
    const ahead = aheadAt(level, orderId)
    if (ahead !== null) return ahead
  }
  return null
}

const aheadAt = ({ orders }: RestingLevel, orderId: OrderId): number | null => {
  let before = 0
  for (const order of orders) {
    before += Math.max(order.gap, 0)
    if (order.orderId === orderId) return before
    before += order.leavesQty
  }
  return null
}
