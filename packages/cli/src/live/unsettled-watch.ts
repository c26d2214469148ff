import type { Entry, OpenOrder, OrderId, State } from '@shadowtape/core'

/** Which orders have been silent for too long, though something about them has to come. */
export type UnsettledWatch = {
  /** Hears lines: what is said of an order begins its time anew. */
  readonly hear: (entries: ReadonlyArray<Entry>, nowMs: number) => void
  /** The orders to ask about now; each of them has its time again. */
  readonly due: (state: State, nowMs: number) => ReadonlyArray<OrderId>
}

/** So long the venue may say nothing of an order that is to change. */
export const silentMsMax = 3_000

/**
 * A venue's stream can leave something out, and then nothing more comes of an order: it was placed,
 * or is to be canceled or amended, or is over but for trades that nobody told of.
 */
export const newUnsettledWatch = (): UnsettledWatch => {
  const heardMs = new Map<OrderId, number>()
  return {
    hear: (entries, nowMs) => {
      for (const { message } of entries)
        if ('orderId' in message && message.orderId !== null) heardMs.set(message.orderId, nowMs)
    },
    due: (state, nowMs) => {
      const due: Array<OrderId> = []
      for (const orderId of [...heardMs.keys()]) {
        const order = state.orders.open[orderId]
        if (order === undefined) heardMs.delete(orderId)
        else if (isUnsettled(state, order) && nowMs - (heardMs.get(orderId) ?? 0) >= silentMsMax) {
          heardMs.set(orderId, nowMs)
          due.push(orderId)
        }
      }
      return due
    },
  }
}

const isUnsettled = (state: State, order: OpenOrder): boolean =>
  !order.isAccepted ||
  order.isCancelAsked ||
  order.amends > 0 ||
  (state.live?.orders[order.orderId]?.ending ?? null) !== null
