import { invariant } from '../../base/invariant'
import { draw, happens } from '../../base/random'
import type { OrderFilled } from '../../events/order-filled'
import type { State } from '../../state/state'
import type { FillTimer } from '../../state/timers'
import { venueOrder } from '../../state/venue'
import { toLot } from '../../units/instrument'
import type { Fills } from './fill'
import { newFills } from './fill'
import type { VenueOrder } from '../../state/venue'

/**
 * A due fill of the scheduled model: at the order's own price, as maker; the fake exchange may fill
 * only some of it.
 */
export const fillDue = (state: State, timer: FillTimer): OrderFilled => {
  const order = venueOrder(state, timer.orderId)
  const fills = newFills(state)
  const { price } = order
  invariant(price !== null, () => `${order.orderId} has no price to fill at`)
  const qty = fillQty(state, order, fills)
  return fills.said(order, { price, qty, liquidity: 'Maker', against: 'DRAW' })
}

/** All that is left, or 50 to 90 % of it, down to the lot, when the fake exchange fills in part. */
const fillQty = (state: State, order: VenueOrder, fills: Fills): number => {
  const { config, venue } = state
  const most = fills.fillable(order)
  const instrument = state.instruments[order.symbol]
  if (config === null || instrument === undefined || config.venue !== 'fake') return most
  const fill = venue.lastFill + 1
  if (!happens(config.seed, 'partial', fill, config.partialFillRate)) return most
  const percent = 50 + (draw(config.seed, 'partial-size', fill) % 41)
  const part = toLot(instrument, Math.floor((most * percent) / 100))
  return part > 0 ? part : most
}
