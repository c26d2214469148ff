import type { Unwanted } from '@shadowtape/adapters'
import type { Entry, OrderId, State } from '@shadowtape/core'

import type { LinkIds } from './link-ids'

/** Knows which requests about orders are worth sending still, when it is their turn. */
export type StillWanted = {
  /** Hears lines: an order that is placed or amended sets out now, in milliseconds. */
  readonly hear: (entries: ReadonlyArray<Entry>, nowMs: number) => void
  readonly unwanted: Unwanted
}

/** An order that rate limits or tries held back for longer is priced by a market that is gone. */
export const lateMsMax = 1_000

/**
 * Where a strategy asks for more than the venue's limits let through, requests wait. What became
 * pointless meanwhile is not sent, and takes nothing of the limits from the cancels behind it: an
 * order that is to be canceled anyway or that set out too long ago, a cancel of an order that is
 * closed.
 */
export const newStillWanted = (
  { orders }: Pick<State, 'orders'>,
  names: Pick<LinkIds, 'orderOf'>,
  nowMs: () => number,
): StillWanted => {
  const setOutMs = new Map<OrderId, number>()
  return {
    hear: (entries, heardMs) => {
      for (const { message } of entries) {
        if (message.type !== 'OrderPlaced' && message.type !== 'AmendPlaced') continue
        setOutMs.set(message.orderId, heardMs)
        for (const orderId of setOutMs.keys())
          if (orders.open[orderId] === undefined) setOutMs.delete(orderId)
      }
    },
    unwanted: (deed, name) => {
      const orderId = names.orderOf(name)
      const order = orderId === null ? undefined : orders.open[orderId]
      if (orderId === null || order === undefined) return 'the order is not open any more'
      if (deed === 'cancel') return null
      if (order.isCancelAsked) return `${orderId} is to be canceled`
      const waitedMs = Math.round(nowMs() - (setOutMs.get(orderId) ?? nowMs()))
      if (waitedMs <= lateMsMax) return null
      return `${orderId} waited ${waitedMs} ms for its turn, and ${lateMsMax} ms is the most`
    },
  }
}
