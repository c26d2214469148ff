import { invariant } from '../../base/invariant'
import type { OrderCanceled } from '../../events/order-canceled'
import type { OrderTriggered } from '../../events/order-triggered'
import type { State } from '../../state/state'
import type { Stops } from '../../state/stops'
import { stopsReached } from '../../state/stops'
import { marketAtVenue, venueOrder } from '../../state/venue'
import type { MarketSymbol } from '../../units/market-symbol'
import type { Price } from '../../units/price'
import type { Commitment } from '../../state/balances'
import { canAfford, commitmentOf } from './afford'
import { canceled } from './cancel-order'
import { protectivePrice } from './price-band'

/** Wakes the conditional orders that a symbol's prices have come to. */
export const triggerStops = (
  state: State,
  symbol: MarketSymbol,
  stops: Stops,
): ReadonlyArray<OrderTriggered | OrderCanceled> => {
  const instrument = state.instruments[symbol]
  invariant(instrument !== undefined, () => `${symbol} was never listed`)
  const market = marketAtVenue(state, symbol)
  const reached = stopsReached(stops, market)
  const added: Array<Commitment> = []
  return reached.map(({ stop, by, now }) => {
    const order = venueOrder(state, stop.orderId)
    const price = order.price ?? protectivePrice(instrument, market, order.side)
    if (price === null) return canceled(state, order, order.leavesQty, 'NOTHING_TO_TAKE')
    const commitment = commitmentOf(order, order.leavesQty, price)
    if (!canAfford(state, commitment, added))
      return canceled(state, order, order.leavesQty, 'INSUFFICIENT_BALANCE')
    added.push(...commitment)
    return {
      type: 'OrderTriggered',
      orderId: order.orderId,
      symbol,
      triggerBy: by,
      triggeredAt: now as Price,
      price: price as Price,
    }
  })
}
