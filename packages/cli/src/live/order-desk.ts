import type { Entry, OrderId } from '@shadowtape/core'

import type { OrderPowers, Standing } from './order-calls'
import { amend, ask, cancel, place } from './order-calls'

/** Sends what a session decided to a real venue, and says what the venue answered. */
export type OrderDesk = {
  /** Hears lines that are written, and durable. */
  readonly hear: (entries: ReadonlyArray<Entry>) => void
  /** Asks how an order stands, and says it. */
  readonly ask: (orderId: OrderId) => Promise<Standing>
  /** Counts work as running until it is done; what it throws is told. */
  readonly run: (work: Promise<void>) => void
  /** Waits until everything that was sent is answered. */
  readonly idle: () => Promise<void>
}

/**
 * A desk that nothing has come to yet. What sets out for the venue was recorded and is on the
 * device before it is sent; what becomes of it comes back as an input. It never sends an order
 * twice by itself: whether a request may be repeated is the client's to know. `failed` hears what
 * must not happen: a call that throws.
 */
export const newOrderDesk = (powers: OrderPowers, failed: (error: unknown) => void): OrderDesk => {
  const running = new Set<Promise<void>>()
  const run = (work: Promise<void>): void => {
    const done: Promise<void> = work.catch(failed).finally(() => running.delete(done))
    running.add(done)
  }
  return {
    run,
    ask: (orderId) => ask(powers, orderId),
    hear: (entries) => {
      for (const { message } of entries) {
        if (message.type === 'OrderPlaced') run(place(powers, message))
        else if (message.type === 'AmendPlaced') run(amend(powers, message))
        else if (message.type === 'CancelOrder') run(cancel(powers, message))
      }
    },
    idle: async () => {
      while (running.size > 0) await Promise.allSettled([...running])
    },
  }
}
