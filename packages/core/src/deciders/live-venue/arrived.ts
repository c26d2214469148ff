import type { Message } from '../../events/entry'
import type { State } from '../../state/state'
import { venueOrder } from '../../state/venue'
import type { OrderId } from '../../units/order-id'
import type { Price } from '../../units/price'

/**
 * What a word of an order says of how it came to the venue: that it was taken, where nothing said
 * so yet, for a trade may be reported before its order is; and that it woke.
 */
export function* arrived(
  state: State,
  orderId: OrderId,
  orderStatus: string,
  price: Price | null,
): Generator<Message> {
  const order = state.orders.open[orderId]
  if (order === undefined) return
  const { symbol, trigger } = order
  const worst = price ?? (order.price as Price | null)
  if (state.venue.orders[orderId] === undefined)
    yield {
      type: 'OrderAccepted',
      orderId,
      symbol,
      price: worst,
      orderStatus: trigger === null ? 'New' : 'Untriggered',
    }
  if (asleep.has(orderStatus) || trigger === null) return
  if (!venueOrder(state, orderId).isWaiting) return
  const triggeredAt = trigger.price as Price
  yield {
    type: 'OrderTriggered',
    ...{ orderId, symbol, triggerBy: trigger.by, triggeredAt, price: worst ?? triggeredAt },
  }
}

/** Statuses of a conditional order that did not wake, or need not have. */
const asleep: ReadonlySet<string> = new Set([
  'Untriggered',
  'Cancelled',
  'PartiallyFilledCanceled',
  'Deactivated',
])
