import type { Category } from '@shadowtape/core'
import { left, right } from 'fp-ts/Either'
import * as t from 'io-ts'

import type { PrivateMessage } from '../bybit-api/venue-desk'
import type { ExchangeFault } from '../exchange/exchange-fault'
import type { Caller } from './caller'
import type { ClientClock } from './client-clock'
import { decodedBy } from './answer'
import type { FillQueue } from './fill-queue'
import type { ListCalls } from './list-calls'
import { trades } from './list-calls'

/** Hears all private messages from now on, until the function that comes back is called. */
export type PrivateMessages = (listener: (message: PrivateMessage) => void) => () => void

const OfCategory = t.type({ category: t.string })

/** Puts the trades of private messages into a queue; what comes back stops it. */
export const fillsOfMessages = (
  messages: PrivateMessages,
  categories: ReadonlyArray<Category>,
  queue: FillQueue,
): (() => void) =>
  messages(({ topic, data }) => {
    if (topic !== 'execution') return
    for (const row of data) {
      const decoded = decodedBy(OfCategory, row, 'data')
      if (decoded._tag === 'Left') {
        queue.put(left({ type: 'Garbled', ...decoded.left }))
        continue
      }
      const category = categories.find((one) => one === decoded.right.category)
      if (category === undefined) continue
      const found = trades(category, [row])
      if (found._tag === 'Left') queue.put(found)
      else for (const fill of found.right) queue.put(right(fill))
    }
  })

/** What polling takes. */
export type PollParts = {
  readonly caller: Caller
  readonly lists: ListCalls
  readonly clock: ClientClock
  readonly sleep: (ms: number) => Promise<void>
  readonly everyMs: number
}

/** How far back each poll looks beyond the newest fill: the exchange may list one late. */
const overlapMs = 5_000

/**
 * Asks for executions again and again and puts what is new into a queue; what comes back stops it.
 * A poll that failed is told, and the next one covers its time too. A fault that no later poll can
 * mend ends the queue.
 */
export const fillsByPolling = (
  parts: PollParts,
  categories: ReadonlyArray<Category>,
  queue: FillQueue,
): (() => void) => {
  let isStopped = false
  const startedMs = parts.clock.nowMs()
  const run = async (): Promise<void> => {
    const synced = parts.caller.clockOffset() === null ? await parts.caller.syncClock() : null
    if (synced?._tag === 'Left') queue.put(synced)
    if (synced?._tag === 'Left' && isFinal(synced.left)) return queue.end()
    const sinceMs = startedMs + (parts.caller.clockOffset()?.offsetMs ?? 0)
    const newestMs = new Map(categories.map((category) => [category, sinceMs]))
    while (!stopped()) {
      for (const category of categories) {
        const newest = newestMs.get(category) ?? sinceMs
        const fromMs = Math.max(sinceMs, newest - overlapMs)
        const had = await parts.lists.executions({ category, fromMs })
        if (stopped()) return
        if (had._tag === 'Left') {
          queue.put(had)
          if (isFinal(had.left)) return queue.end()
          continue
        }
        // newest first is how they are listed; they are told in the order they happened
        for (const fill of [...had.right].reverse()) {
          if (fill.atMs < sinceMs) continue
          newestMs.set(category, Math.max(newestMs.get(category) ?? 0, fill.atMs))
          queue.put(right(fill))
        }
      }
      await parts.sleep(parts.everyMs)
    }
  }
  const stopped = (): boolean => isStopped
  void run()
  return () => {
    isStopped = true
  }
}

const isFinal = ({ type }: ExchangeFault): boolean => type === 'Denied' || type === 'Auth'
