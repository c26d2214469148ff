import type { BookFrame } from '../bybit/frame'
import { newSidePrices } from './best-price'
import type { Fault } from './capture-problem'
import type { IgnoredReason } from './capture-summary'

/** What a book message may do: go on, be left out in silence, or be left out by name. */
export type BookVerdict = 'snapshot' | 'delta' | IgnoredReason | Fault

/**
 * Holds the messages of one book topic to their rules: a snapshot first, then every `u` one more
 * than the last, and bids below asks. After a break nothing is trusted until the next snapshot.
 */
export type BookKeeper = {
  readonly admit: (frame: BookFrame) => BookVerdict
  /** The number of the message that was admitted last: its `u`, or the one it was given. */
  readonly updateId: () => number
  /** Something is missing: wait for the next snapshot. */
  readonly distrust: () => void
}

/** A keeper of a deep book before its first message. */
export const newBookKeeper = (): BookKeeper => {
  const order = newUpdateOrder()
  const bids = newSidePrices('bids')
  const asks = newSidePrices('asks')
  return {
    updateId: order.last,
    distrust: order.distrust,
    admit: (frame) => {
      const verdict = order.admit(frame)
      if (verdict === 'snapshot') {
        bids.load(frame.bids)
        asks.load(frame.asks)
      } else if (verdict === 'delta') {
        bids.apply(frame.bids)
        asks.apply(frame.asks)
      } else return verdict
      const bid = bids.best()
      const ask = asks.best()
      if (bid === null || ask === null || bid < ask) return verdict
      order.distrust()
      return frame.updateId === null ? crossedRows : crossedBook
    },
  }
}

/** A message after which the best bid is not below the best ask. */
export const crossedBook: Fault = {
  kind: 'crossed book',
  field: 'data',
  detail: 'would leave a best bid that is not below the best ask',
}

/** The same, of rows of an archive. */
export const crossedRows: Fault = { ...crossedBook, field: 'price' }

/** The rules about the order of a topic's messages, whatever is in them. */
export type UpdateOrder = {
  readonly admit: (frame: Pick<BookFrame, 'kind' | 'updateId'>) => BookVerdict
  /** The number of the message that was admitted last. */
  readonly last: () => number
  /** What was admitted last proved wrong, or something is missing: wait for the next snapshot. */
  readonly distrust: () => void
}

/** The order of a topic before its first message. */
export const newUpdateOrder = (): UpdateOrder => {
  let trust: 'trusted' | 'before a snapshot' | 'after a gap' | 'unseen' = 'unseen'
  let last = 0
  return {
    last: () => last,
    distrust: () => {
      if (trust === 'trusted') trust = 'after a gap'
    },
    admit: ({ kind, updateId: given }) => {
      const updateId = given ?? last + 1
      if (kind === 'snapshot' || given === 1) {
        trust = 'trusted'
        last = updateId
        return 'snapshot'
      }
      if (trust === 'unseen') {
        trust = 'before a snapshot'
        return given === null ? rowBeforeSnapshot : deltaBeforeSnapshot
      }
      if (trust !== 'trusted') return trust
      if (updateId === last + 1) {
        last = updateId
        return 'delta'
      }
      trust = 'after a gap'
      return gap(last, updateId)
    },
  }
}

const deltaBeforeSnapshot: Fault = {
  kind: 'delta before snapshot',
  field: 'type',
  detail: 'is "delta" and the topic has had no snapshot yet',
}

const rowBeforeSnapshot: Fault = {
  kind: 'delta before snapshot',
  field: 'is_snapshot',
  detail: 'is false and the symbol has had no snapshot yet',
}

const gap = (last: number, updateId: number): Fault => ({
  kind: 'gap',
  field: 'data.u',
  detail:
    updateId > last
      ? `is ${updateId} where ${last + 1} was expected; the book waits for its next snapshot`
      : `is ${updateId}: u went back where ${last + 1} was expected`,
})
