import type { Draft } from 'immer'

import { invariant } from '../base/invariant'
import type { OrderId } from '../units/order-id'
import type { Side } from '../units/side'
import { isAhead } from './best-first'
import type { QueueRule } from './queue-share'
import { goneAhead } from './queue-share'

/**
 * One of our orders in the queue at its price. `gap` is what others have between it and the one of
 * ours before it, or the front; below zero, it is volume that came through to us and that
 * `OrderFilled` is about to say.
 */
export type Waiting = {
  readonly orderId: OrderId
  readonly leavesQty: number
  readonly gap: number
}

/**
 * A price at which orders of ours rest, first come first. `shownQty` is what others displayed here
 * last, `null` where that was never seen. `tradedQty` traded since then and up to `tradedAt`;
 * `goneQty` went without a trade by `goneAt`, which one that is still to come may explain.
 */
export type RestingLevel = {
  readonly price: number
  readonly orders: ReadonlyArray<Waiting>
  readonly shownQty: number | null
  readonly tradedQty: number
  readonly tradedAt: number
  readonly goneQty: number
  readonly goneAt: number
}

/** Where our orders rest in a symbol, best price first. */
export type Resting = {
  readonly bids: ReadonlyArray<RestingLevel>
  readonly asks: ReadonlyArray<RestingLevel>
}

/** The levels of a side. */
export const levelsOf = <T extends Resting | Draft<Resting>>(resting: T, side: Side): T['bids'] =>
  side === 'Buy' ? resting.bids : resting.asks

/** Where a price's level stands, or would stand. */
export const levelPlace = (
  levels: ReadonlyArray<RestingLevel>,
  side: Side,
  price: number,
): number => {
  let low = 0
  let high = levels.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (isAhead(side, (levels[middle] as RestingLevel).price, price)) low = middle + 1
    else high = middle
  }
  return low
}

/** An order joins the end of its price's queue, behind all that `shownQty` says is there. */
export const joined = (
  levels: Draft<Array<RestingLevel>>,
  side: Side,
  price: number,
  order: { readonly orderId: OrderId; readonly leavesQty: number },
  shownQty: number | null,
): void => {
  const { orderId, leavesQty } = order
  const place = levelPlace(levels, side, price)
  let level = levels[place]
  if (level?.price !== price) {
    level = { price, orders: [], shownQty, tradedQty: 0, tradedAt: 0, goneQty: 0, goneAt: 0 }
    levels.splice(place, 0, level)
  }
  const behind = (level.shownQty ?? 0) - level.tradedQty - aheadOfAll(level)
  level.orders.push({ orderId, leavesQty, gap: Math.max(behind, 0) })
}

/** An order leaves its queue; what was between it and the one before is before the next now. */
export const left = (
  levels: Draft<Array<RestingLevel>>,
  side: Side,
  price: number,
  orderId: OrderId,
): void => {
  const place = levelPlace(levels, side, price)
  const orders = levels[place]?.orders
  const index = orders?.findIndex((each) => each.orderId === orderId) ?? -1
  invariant(orders !== undefined && index >= 0, () => `${orderId} does not rest at its price`)
  const [gone] = orders.splice(index, 1)
  const next = orders[index]
  if (next !== undefined) next.gap += gone?.gap ?? 0
  if (orders.length === 0) levels.splice(place, 1)
}

/** Some of an order is gone; where volume came through to it, that much of it is used up. */
export const shrunk = (
  levels: Draft<Array<RestingLevel>>,
  side: Side,
  price: number,
  orderId: OrderId,
  qty: number,
): void => {
  const level = levels[levelPlace(levels, side, price)]
  const order = level?.orders.find((each) => each.orderId === orderId)
  invariant(order !== undefined, () => `${orderId} does not rest at its price`)
  order.leavesQty -= qty
  if (order.gap < 0) order.gap = Math.min(order.gap + qty, 0)
}

/**
 * Others show a quantity at a price of ours, as of the venue's time `at`. Where it is the same as
 * before, what traded until then has been made up for.
 */
export const shown = (
  level: Draft<RestingLevel>,
  qty: number | null,
  at: number,
  rule: QueueRule,
  lot: number,
): void => {
  if (qty === null) return
  if (qty === level.shownQty) {
    if (at > level.tradedAt) level.tradedQty = 0
    return
  }
  if (at > level.goneAt) settled(level, rule, lot)
  const before = level.shownQty
  const traded = level.tradedAt <= at ? level.tradedQty : 0
  level.shownQty = qty
  level.tradedQty -= traded
  if (before === null) {
    const first = level.orders[0]
    if (first !== undefined) first.gap += qty
    return
  }
  if (before - traded <= qty) return
  level.goneQty += before - traded - qty
  level.goneAt = at
}

/** Volume traded at a price of ours: what others have before us first, then ours. */
export const traded = (
  level: Draft<RestingLevel>,
  qty: number,
  at: number,
  rule: QueueRule,
  lot: number,
): void => {
  if (at > level.goneAt) settled(level, rule, lot)
  const explained = Math.min(level.goneQty, qty)
  level.goneQty -= explained
  level.tradedQty += qty - explained
  level.tradedAt = at
  const first = level.orders[0]
  if (first !== undefined) first.gap -= qty
}

/**
 * Volume traded at a worse price than ours, so that nobody is before us any more. Takes what our
 * orders here can use of `qty` and returns the rest.
 */
export const tradedThrough = (level: Draft<RestingLevel>, qty: number): number => {
  let wanted = 0
  for (const order of level.orders) {
    wanted += order.leavesQty
    order.gap = 0
  }
  level.goneQty = 0
  const came = Math.min(wanted, qty)
  const first = level.orders[0]
  if (first !== undefined) first.gap = -came
  return qty - came
}

/** What went without a trade is shared out, by the rule, between those before and behind us. */
const settled = (level: Draft<RestingLevel>, rule: QueueRule, lot: number): void => {
  const gone = level.goneQty
  if (gone === 0) return
  level.goneQty = 0
  const all = (level.shownQty ?? 0) - level.tradedQty + gone
  let front = 0
  let moved = 0
  for (const order of level.orders) {
    front += order.gap
    const ahead = front - goneAhead(rule, front, Math.max(all - front, 0), gone, lot)
    order.gap = Math.max(ahead - moved, 0)
    moved += order.gap
  }
}

const aheadOfAll = ({ orders }: RestingLevel): number =>
  orders.reduce((total, { gap }) => total + gap, 0)
