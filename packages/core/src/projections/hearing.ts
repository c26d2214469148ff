import type { Entry, Message } from '../events/entry'
import type { Latencies } from '../state/latency'
import { latenciesOf, noLatencies } from '../state/latency'
import { isDelayed } from '../state/under-way'

/**
 * When our side hears what is said of orders: with its line, or with a later `Delivered` where the
 * header gives the venue's answers a latency. Holds only what is under way.
 */
export type Hearing = {
  /** What is heard with a line, or `null` where that comes later. Changes nothing. */
  readonly heardWith: (entry: Entry) => Message | null
  /** The line is taken: what it said is under way, or has come in. */
  readonly taken: (entry: Entry) => void
}

/** Hears a journal from its first line on. */
export const newHearing = (): Hearing => {
  let latencies: Latencies = noLatencies
  let isLate = false
  const underWay = new Map<number, Message>()
  return {
    heardWith: ({ cause, message }) => {
      if (!isLate) return message
      if (message.type === 'Delivered') return underWay.get(cause ?? 0) ?? message
      return isDelayed({ latencies }, message) ? null : message
    },
    taken: ({ seq, cause, message }) => {
      if (message.type === 'SessionOpened') {
        latencies = latenciesOf(message)
        isLate = latencies.response !== null
        return
      }
      if (!isLate) return
      if (message.type === 'Delivered') underWay.delete(cause ?? 0)
      else if ('orderId' in message && isDelayed({ latencies }, message)) underWay.set(seq, message)
    },
  }
}
