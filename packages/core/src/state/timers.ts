import type { Draft } from 'immer'

import { invariant } from '../base/invariant'
import { happens } from '../base/random'
import type { OrderAccepted } from '../events/order-accepted'
import type { OrderFilled } from '../events/order-filled'
import type { OrderId } from '../units/order-id'
import type { State } from './state'

/**
 * Something that will happen at `due` unless its order is gone by then. `seq` is the line that set
 * it: timers fire in order of (due, seq). The table is a binary heap, and its first timer is
 * always alive.
 */
export type Timer = {
  readonly due: number
  readonly seq: number
  readonly kind: 'fill'
  readonly orderId: OrderId
}

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
    set(draft.timers, { due: at + config.latencyUs, seq, kind: 'fill', orderId: event.orderId })
}

/** The timer behind a fill is spent; what is left of the order fills after another latency. */
export const fillFired = (
  draft: Draft<State>,
  event: OrderFilled,
  seq: number,
  at: number,
): void => {
  const first = draft.timers[0]
  if (event.leavesQty > 0 && first !== undefined && first.orderId === event.orderId) {
    const latencyUs = draft.config?.latencyUs ?? 0
    takeFirst(draft.timers)
    set(draft.timers, { due: at + latencyUs, seq, kind: 'fill', orderId: event.orderId })
  }
  timersOfClosedDropped(draft)
}

/** Takes timers whose orders are closed off the top, so that the first one is alive. */
export const timersOfClosedDropped = (draft: Draft<State>): void => {
  for (;;) {
    const first = draft.timers[0]
    if (first === undefined || draft.orders.open[first.orderId] !== undefined) return
    takeFirst(draft.timers)
  }
}

const isBefore = (a: Timer, b: Timer): boolean =>
  a.due < b.due || (a.due === b.due && a.seq < b.seq)

const set = (heap: Array<Timer>, timer: Timer): void => {
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
