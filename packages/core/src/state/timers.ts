import type { Draft } from 'immer'

import { invariant } from '../base/invariant'
import { happens } from '../base/random'
import type { MarkoutMeasured } from '../events/markout-measured'
import type { OrderAccepted } from '../events/order-accepted'
import type { OrderFilled } from '../events/order-filled'
import type { Amount } from '../units/amount'
import type { DurationUs } from '../units/duration-us'
import type { FillId } from '../units/fill-id'
import type { MarketSymbol } from '../units/market-symbol'
import type { OrderId } from '../units/order-id'
import type { Price } from '../units/price'
import type { Qty } from '../units/qty'
import type { Side } from '../units/side'
import { ageTimerAfter, isAgeTimerAlive } from './ages'
import type { State } from './state'
import { isThawTimerAlive, thawTimerGone } from './thaws'

/** A fill that will happen at `due` unless its order is gone by then. */
export type FillTimer = {
  readonly due: number
  readonly seq: number
  readonly kind: 'fill'
  readonly orderId: OrderId
}

/** A look, at `due`, at what a fill was worth; its figures are those of the fill. */
export type MarkoutTimer = {
  readonly due: number
  readonly seq: number
  readonly kind: 'markout'
  readonly horizonUs: DurationUs
  readonly fillId: FillId
  readonly symbol: MarketSymbol
  readonly side: Side
  readonly price: Price
  readonly qty: Qty
  readonly fee: Amount
}

/** What a rule watches will be too old at `due`, unless it is renewed by then. */
export type AgeTimer = {
  readonly due: number
  readonly seq: number
  readonly kind: 'age'
  readonly rule: number
  readonly symbol: MarketSymbol
}

/** What restricts a symbol, or for `null` the session, since the line `restrictedBy` is lifted. */
export type ThawTimer = {
  readonly due: number
  readonly seq: number
  readonly kind: 'thaw'
  readonly symbol: MarketSymbol | null
  readonly restrictedBy: number
}

/**
 * Something that will happen at `due`. `seq` is the line that set it: timers fire in order of
 * (due, seq), and of the same line fills before markouts. The table is a binary heap, and its first
 * timer is always alive.
 */
export type Timer = FillTimer | MarkoutTimer | AgeTimer | ThawTimer

/** The venue decides on acceptance whether an order will ever fill, and when. */
export const fillScheduled = (
  draft: Draft<State>,
  event: OrderAccepted,
  seq: number,
  at: number,
): void => {
  const order = draft.orders.open[event.orderId]
  const config = draft.config
  invariant(order !== undefined && config !== null, () => `${event.orderId} is not open`)
  if (happens(config.seed, 'fill', order.number, config.fillRate))
    timerSet(draft.timers, {
      due: at + config.latencyUs,
      seq,
      kind: 'fill',
      orderId: event.orderId,
    })
}

/** The timer behind a fill is spent; what is left of the order fills after another latency. */
export const fillFired = (
  draft: Draft<State>,
  event: OrderFilled,
  seq: number,
  at: number,
): void => {
  const first = draft.timers[0]
  if (event.leavesQty > 0 && first?.kind === 'fill' && first.orderId === event.orderId) {
    const latencyUs = draft.config?.latencyUs ?? 0
    takeFirst(draft.timers)
    timerSet(draft.timers, { due: at + latencyUs, seq, kind: 'fill', orderId: event.orderId })
  }
  timersOfClosedDropped(draft)
}

/** A fill will be looked at again after each horizon. */
export const markoutsScheduled = (
  draft: Draft<State>,
  event: OrderFilled,
  seq: number,
  at: number,
): void => {
  const { fillId, symbol, side, price, qty, fee } = event
  for (const horizonUs of draft.markouts.horizonsUs)
    timerSet(draft.timers, {
      ...{ due: at + horizonUs, seq, kind: 'markout', horizonUs },
      ...{ fillId, symbol, side, price, qty, fee },
    })
}

/** The timer behind a markout is spent. */
export const markoutFired = (draft: Draft<State>, event: MarkoutMeasured): void => {
  const first = draft.timers[0]
  invariant(
    first?.kind === 'markout' && first.fillId === event.fillId,
    () => `no markout of ${event.fillId} is due`,
  )
  takeFirst(draft.timers)
  timersOfClosedDropped(draft)
}

/**
 * Takes timers whose orders are closed off the top, so that the first one is alive. What a rule
 * waits for may have been renewed: its timer moves only now, and not each time that happens.
 */
export const timersOfClosedDropped = (draft: Draft<State>): void => {
  for (;;) {
    const first = draft.timers[0]
    if (first === undefined || isAlive(draft, first)) return
    takeFirst(draft.timers)
    if (first.kind === 'thaw') thawTimerGone(draft, first)
    const next = first.kind === 'age' ? ageTimerAfter(draft, first) : null
    if (next !== null) timerSet(draft.timers, next)
  }
}

const isAlive = (state: State, timer: Timer): boolean => {
  switch (timer.kind) {
    case 'fill':
      return state.orders.open[timer.orderId] !== undefined
    case 'markout':
      return true
    case 'age':
      return isAgeTimerAlive(state, timer)
    case 'thaw':
      return isThawTimerAlive(state, timer)
  }
}

const isBefore = (a: Timer, b: Timer): boolean => {
  if (a.due !== b.due) return a.due < b.due
  return a.seq !== b.seq ? a.seq < b.seq : a.kind === 'fill' && b.kind !== 'fill'
}

/** Puts a timer into its place in the heap. */
export const timerSet = (heap: Array<Timer>, timer: Timer): void => {
  let place = heap.length
  heap.push(timer)
  while (place > 0) {
    const parent = (place - 1) >> 1
    const above = heap[parent] as Timer
    if (!isBefore(timer, above)) break
    heap[place] = above
    place = parent
  }
  heap[place] = timer
}

const takeFirst = (heap: Array<Timer>): void => {
  const last = heap.pop()
  if (last === undefined || heap.length === 0) return
  let place = 0
  for (;;) {
    let child = place * 2 + 1
    if (child >= heap.length) break
    const right = child + 1
    if (right < heap.length && isBefore(heap[right] as Timer, heap[child] as Timer)) child = right
    if (!isBefore(heap[child] as Timer, last)) break
    heap[place] = heap[child] as Timer
    place = child
  }
  heap[place] = last
}
