import type { BookUpdated } from '../../events/book-updated'
import type { OrderFilled } from '../../events/order-filled'
import type { QuoteObserved } from '../../events/quote-observed'
import type { TradePrinted } from '../../events/trade-printed'
import { isAhead, isWithin, otherSide } from '../../state/best-first'
import { nthOffer, touchOf } from '../../state/displayed'
import type { RestingLevel } from '../../state/resting'
import { levelsOf } from '../../state/resting'
import type { State } from '../../state/state'
import { leftOf } from '../../state/taken'
import { marketAtVenue, venueOrder, venueRow } from '../../state/venue'
import type { Side } from '../../units/side'
import type { Fills } from './fill'
import { newFills } from './fill'

const nothing: ReadonlyArray<OrderFilled> = []

/** A public trade fills what of it came through to our orders, best price and first come first. */
export const fillsOnTrade = (state: State, event: TradePrinted): ReadonlyArray<OrderFilled> => {
  const side = otherSide(event.side)
  const levels = levelsOf(venueRow(state, event.symbol).resting, side)
  if (levels.length === 0) return nothing
  if (state.config?.fillModel === 'queue') return queueFills(state, levels)
  return state.config?.fillModel === 'touch' ? printedThrough(state, event, side, levels) : nothing
}

/** The queue model: the reducer has let the volume in; a gap below zero is what of it is ours. */
const queueFills = (
  state: State,
  levels: ReadonlyArray<RestingLevel>,
): ReadonlyArray<OrderFilled> => {
  if (!hasCome(levels[0])) return nothing
  const fills = newFills(state)
  const said: Array<OrderFilled> = []
  for (const level of levels) {
    if (!hasCome(level)) break
    const { price, orders } = level
    let came = 0
    for (const { orderId, gap } of orders) {
      came -= gap
      if (came <= 0) break
      const order = venueOrder(state, orderId)
      const qty = Math.min(came, fills.fillable(order))
      if (qty === 0) continue
      said.push(fills.said(order, { price, qty, liquidity: 'Maker', against: 'TRADE' }))
      came -= qty
    }
  }
  return said
}

const hasCome = (level: RestingLevel | undefined): boolean => (level?.orders[0]?.gap ?? 0) < 0

/** The touch model: a trade beyond our price would have met us first, for as much as it traded. */
const printedThrough = (
  state: State,
  event: TradePrinted,
  side: Side,
  levels: ReadonlyArray<RestingLevel>,
): ReadonlyArray<OrderFilled> => {
  const fills = newFills(state)
  const said: Array<OrderFilled> = []
  let rest: number = event.qty
  for (const { price, orders } of levels) {
    if (!isAhead(side, price, event.price)) break
    rest -= fillAt(state, orders, price, rest, 'TRADE', fills, said)
  }
  return said
}

/**
 * The touch model: where the other side's touch has come to our price or beyond, we trade with what
 * it shows there and have not taken yet.
 */
export const fillsOnTouch = (
  state: State,
  event: QuoteObserved | BookUpdated,
): ReadonlyArray<OrderFilled> => {
  if (state.config?.fillModel !== 'touch') return nothing
  const fills = newFills(state)
  const said: Array<OrderFilled> = []
  crossed(state, event, 'Buy', fills, said)
  crossed(state, event, 'Sell', fills, said)
  return said
}

const crossed = (
  state: State,
  { symbol }: QuoteObserved | BookUpdated,
  side: Side,
  fills: Fills,
  said: Array<OrderFilled>,
): void => {
  const market = marketAtVenue(state, symbol)
  const from = otherSide(side)
  const { resting, taken } = venueRow(state, symbol)
  let used = 0
  for (const { price, orders } of levelsOf(resting, side)) {
    const touch = touchOf(market, from)
    if (touch === null || !isWithin(side, price, touch)) return
    let offered = -used
    for (let nth = 0; ; nth++) {
      const offer = nthOffer(market, from, nth)
      if (offer === null || !isWithin(side, price, offer.price)) break
      const left = leftOf(taken, from, offer) ?? Number.MAX_SAFE_INTEGER
      offered = Math.min(offered + left, Number.MAX_SAFE_INTEGER)
    }
    used += fillAt(state, orders, price, offered, 'BOOK', fills, said)
  }
}

/** Fills the orders at a price, first come first, with up to `most`; returns how much that was. */
const fillAt = (
  state: State,
  orders: RestingLevel['orders'],
  price: number,
  most: number,
  against: 'BOOK' | 'TRADE',
  fills: Fills,
  said: Array<OrderFilled>,
): number => {
  let rest = most
  for (const { orderId } of orders) {
    const order = venueOrder(state, orderId)
    const qty = Math.min(rest, fills.fillable(order))
    if (qty <= 0) continue
    said.push(fills.said(order, { price, qty, liquidity: 'Maker', against }))
    rest -= qty
  }
  return most - rest
}
