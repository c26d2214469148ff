import { invariant } from '../../base/invariant'
import { happens } from '../../base/random'
import type { OrderAccepted } from '../../events/order-accepted'
import type { OrderPlaced } from '../../events/order-placed'
import type { OrderRejected } from '../../events/order-rejected'
import type { Market } from '../../state/market'
import type { OpenOrder } from '../../state/orders'
import type { Trigger } from '../../state/order-terms'
import type { State } from '../../state/state'
import { isReached, priceOfKind } from '../../state/stops'
import { holdingOf, linkKey, marketAtVenue, venueAccount } from '../../state/venue'
import type { Instrument } from '../../units/instrument'
import type { Price } from '../../units/price'
import type { DryRunRejection } from '../../units/rejection-reason'
import { canAfford, commitmentOf } from './afford'
import { bybitAnswer } from './bybit-answers'
import { brokenFilter } from './order-filters'
import { protectivePrice } from './price-band'

/** Bybit V5: at most 500 active orders, per symbol on derivatives and in all on spot. */
export const openOrdersMax = 500

/** The venue's answer to an order: accepted, or rejected by the first rule it breaks. */
export const admitOrder = (state: State, event: OrderPlaced): OrderAccepted | OrderRejected => {
  const { orderId, symbol } = event
  const instrument = state.instruments[symbol]
  const order = state.orders.open[orderId]
  invariant(instrument !== undefined && order !== undefined, () => `${orderId} is not open`)
  const market = marketAtVenue(state, symbol)
  const price = worstPrice(instrument, market, order)
  const reason = hasHalfATrigger(event)
    ? 'PARAMETERS_INVALID'
    : rejection(state, instrument, market, order, price)
  if (reason !== null)
    return {
      type: 'OrderRejected',
      orderId,
      account: order.account,
      symbol,
      reason,
      ...bybitAnswer(reason, instrument.category),
    }
  return {
    type: 'OrderAccepted',
    orderId,
    symbol,
    price: price as Price | null,
    orderStatus: order.trigger === null ? 'New' : 'Untriggered',
  }
}

/** What an order may trade at, at the worst; a market order that waits will know when it wakes. */
const worstPrice = (instrument: Instrument, market: Market, order: OpenOrder): number | null => {
  if (order.orderType === 'Limit') return order.price
  return order.trigger === null ? protectivePrice(instrument, market, order.side) : null
}

const rejection = (
  state: State,
  instrument: Instrument,
  market: Market,
  order: OpenOrder,
  price: number | null,
): DryRunRejection | null => {
  const { config } = state
  const account = venueAccount(state, order.account)
  const { position, openOrders } = holdingOf(state, order)
  if (!isWellFormed(order, instrument, price)) return 'PARAMETERS_INVALID'
  if (order.trigger !== null && order.trigger.price % instrument.tickSize !== 0)
    return 'PRICE_OFF_TICK'
  const broken = brokenFilter(instrument, market, order, valuedAt(order, market, price))
  if (broken !== null) return broken
  if (order.orderLinkId !== null && account.links[linkKey(order.orderLinkId)] !== undefined)
    return 'ORDER_LINK_ID_DUPLICATE'
  const resting = instrument.category === 'spot' ? account.openCount : openOrders
  if (resting >= openOrdersMax) return 'OPEN_ORDERS_LIMIT'
  if (order.reduceOnly && position.qty === 0) return 'REDUCE_ONLY_FLAT'
  if (order.reduceOnly && position.qty > 0 === (order.side === 'Buy'))
    return 'REDUCE_ONLY_SAME_SIDE'
  const passed = order.trigger === null ? null : passedTrigger(order.trigger, market)
  if (passed !== null) return passed
  if (!isAffordable(state, order, price)) return 'INSUFFICIENT_BALANCE'
  if (config?.venue === 'fake' && happens(config.seed, 'reject', order.number, config.rejectRate))
    return 'SIMULATED_FAULT'
  return null
}

/** What waits for a trigger commits nothing before it wakes. */
const isAffordable = (state: State, order: OpenOrder, price: number | null): boolean =>
  order.trigger !== null ||
  price === null ||
  canAfford(state, commitmentOf(order, order.qty, price))

/** A trigger is a price, a kind of price and a direction, or none of these. */
const hasHalfATrigger = ({ triggerPrice, triggerBy, triggerDirection }: OrderPlaced): boolean => {
  const given = [triggerPrice, triggerBy, triggerDirection].filter((each) => each !== null)
  return given.length > 0 && given.length < 3
}

const passedTrigger = (trigger: Trigger, market: Market): DryRunRejection | null => {
  const now = priceOfKind(market, trigger.by)
  if (now === null || !isReached(trigger, now)) return null
  return trigger.direction === 'Rise' ? 'TRIGGER_NOT_ABOVE' : 'TRIGGER_NOT_BELOW'
}

/** A limit order has a price; a market order is IOC, at a price that the venue can tell. */
const isWellFormed = (
  { orderType, price: asked, timeInForce, trigger, reduceOnly }: OpenOrder,
  { category }: Instrument,
  price: number | null,
): boolean => {
  if (reduceOnly && category === 'spot') return false
  if (orderType === 'Limit') return asked !== null
  if (asked !== null || timeInForce !== 'IOC') return false
  return trigger !== null || price !== null
}

/** What values an order's notional: its price, what wakes it, or the mark for a market order. */
const valuedAt = (order: OpenOrder, market: Market, price: number | null): number | null =>
  order.price ?? order.trigger?.price ?? market.mark ?? price
