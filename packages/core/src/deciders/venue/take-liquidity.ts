import { invariant } from '../../base/invariant'
import type { OrderCanceled } from '../../events/order-canceled'
import type { OrderFilled } from '../../events/order-filled'
import { isAhead, isWithin, otherSide } from '../../state/best-first'
import { nthOffer } from '../../state/displayed'
import { levelsOf } from '../../state/resting'
import type { State } from '../../state/state'
import { leftOf } from '../../state/taken'
import type { VenueOrder } from '../../state/venue'
import { canRest, marketAtVenue, venueOrder, venueRow } from '../../state/venue'
import type { OrderId } from '../../units/order-id'
import { canceled } from './cancel-order'
import type { Fills } from './fill'
import { newFills } from './fill'

type Said = OrderFilled | OrderCanceled

/**
 * What becomes of an order that has just come to the book, new, woken or at another price: it takes
 * what it may of the other side, level by level, displayed before our own, and what is left rests
 * or is canceled, as its time in force says.
 *
 * The scheduled model does not look at the market for orders that can rest: there only a post-only
 * order that would take is canceled.
 */
export const takeLiquidity = (state: State, orderId: OrderId): ReadonlyArray<Said> => {
  const order = venueOrder(state, orderId)
  const fills = newFills(state)
  if (isReduced(order, fills)) return [canceled(state, order, order.leavesQty, 'REDUCE_ONLY')]
  const taking = takings(state, order, fills)
  if (order.timeInForce === 'PostOnly')
    return taking.length === 0
      ? []
      : [canceled(state, order, order.leavesQty, 'POST_ONLY_WOULD_TAKE')]
  const left = fills.leavesQty(order)
  if (order.timeInForce === 'FOK' && left > 0 && fills.fillable(order) > 0)
    return [canceled(state, order, order.leavesQty, 'NOT_FILLABLE_WHOLE')]
  if (canRest(order) && state.config?.fillModel === 'scheduled') return []
  const isEnded = taking.some((said) => said.type === 'OrderCanceled' && said.orderId === orderId)
  const isDone = left === 0 || isEnded || isReduced(order, fills)
  if (canRest(order) || isDone) return taking
  return [...taking, canceled(state, order, left, 'NOTHING_TO_TAKE')]
}

/** An order that only reduces has filled all that it may: the venue takes off what is left. */
const isReduced = (order: VenueOrder, fills: Fills): boolean =>
  order.reduceOnly && fills.fillable(order) === 0

/** Walks the other side for as long as the order may trade there. */
const takings = (state: State, order: VenueOrder, fills: Fills): ReadonlyArray<Said> => {
  const { price: limit, side, symbol } = order
  invariant(limit !== null, () => `${order.orderId} has no price to trade at`)
  const from = otherSide(side)
  const market = marketAtVenue(state, symbol)
  const row = venueRow(state, symbol)
  const own = levelsOf(row.resting, from)
  const said: Array<Said> = []
  let nth = 0
  let level = 0
  while (fills.fillable(order) > 0) {
    const offer = nthOffer(market, from, nth)
    const ours = own[level]
    const isOurs = ours !== undefined && (offer === null || isAhead(from, ours.price, offer.price))
    const price = isOurs ? ours.price : offer?.price
    if (price === undefined || !isWithin(side, limit, price)) return said
    if (isOurs) {
      level += 1
      if (meetOwn(state, order, ours.orders, price, fills, said) === 'stop') return said
      continue
    }
    nth += 1
    const left = offer === null ? 0 : leftOf(row.taken, from, offer)
    const qty = Math.min(left ?? Number.MAX_SAFE_INTEGER, fills.fillable(order))
    if (qty > 0) said.push(fills.said(order, { price, qty, liquidity: 'Taker', against: 'BOOK' }))
  }
  return said
}

/**
 * An order meets orders of our own at a price. Of the same account the taker's `smpType` says who
 * is canceled; where it says `None`, and between accounts, they trade, as they would on Bybit.
 */
const meetOwn = (
  state: State,
  taker: VenueOrder,
  waiting: ReadonlyArray<{ readonly orderId: OrderId }>,
  price: number,
  fills: Fills,
  said: Array<Said>,
): 'go on' | 'stop' => {
  for (const { orderId } of waiting) {
    if (fills.fillable(taker) === 0) return 'stop'
    const maker = venueOrder(state, orderId)
    const smpType = maker.account === taker.account ? taker.smpType : 'None'
    if (smpType === 'CancelMaker' || smpType === 'CancelBoth')
      said.push(canceled(state, maker, maker.leavesQty, 'SELF_MATCH'))
    if (smpType === 'CancelTaker' || smpType === 'CancelBoth') {
      said.push(canceled(state, taker, fills.leavesQty(taker), 'SELF_MATCH'))
      return 'stop'
    }
    if (smpType !== 'None' || fills.fillable(maker) === 0) continue
    if (tradeOwn(state, taker, maker, price, fills, said) === 'stop') return 'stop'
  }
  return 'go on'
}

/**
 * Two of our own trade. Of one account that leaves the position as it was, and one that only
 * reduces is over all the same once it has traded all that it could have reduced.
 */
const tradeOwn = (
  state: State,
  taker: VenueOrder,
  maker: VenueOrder,
  price: number,
  fills: Fills,
  said: Array<Said>,
): 'go on' | 'stop' => {
  const [taken, made] = [fills.fillable(taker), fills.fillable(maker)]
  const qty = Math.min(taken, made)
  const isOneAccount = maker.account === taker.account
  const against = isOneAccount ? 'OWN' : 'ACCOUNT'
  said.push(fills.said(maker, { price, qty, liquidity: 'Maker', against }))
  said.push(fills.said(taker, { price, qty, liquidity: 'Taker', against }))
  for (const [order, most] of [
    [maker, made],
    [taker, taken],
  ] as const) {
    const left = fills.leavesQty(order)
    if (isOneAccount && most === qty && left > 0)
      said.push(canceled(state, order, left, 'REDUCE_ONLY'))
  }
  return taken === qty ? 'stop' : 'go on'
}
