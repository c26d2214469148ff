import type { UpdateOrder } from '../captures/book-keeper'
import { newUpdateOrder } from '../captures/book-keeper'
import type { PublicData } from './public-message'

/** What a message means for its topic: whether a book is whole after it, and what broke. */
export type TopicVerdict = {
  /** Whether the message can be used; deltas behind a gap cannot, until the next snapshot. */
  readonly isUsable: boolean
  /** What is wrong, in words, at the message that broke the book; else `null`. */
  readonly gap: string | null
  /** Whether the venue began to count anew (`u` of 1) in a book that was whole before. */
  readonly isRestart: boolean
}

/** Watches one topic over one connection after the other. */
export type TopicWatch = {
  readonly hear: (message: PublicData, nowMs: number) => TopicVerdict
  /** A new connection, or a new subscription: a book begins with a snapshot again. */
  readonly begin: (nowMs: number) => void
  /** Why it should be subscribed again, or `null`. */
  readonly complaint: (nowMs: number) => 'no snapshot' | 'silent' | null
  /** How long to wait before it may be subscribed again: longer, the sooner it breaks again. */
  readonly patienceMs: (nowMs: number) => number
}

const usable: TopicVerdict = { isUsable: true, gap: null, isRestart: false }
const waiting: TopicVerdict = { isUsable: false, gap: null, isRestart: false }

/** A watch over a topic before its first message. */
export const newTopicWatch = (
  topic: string,
  limits: { readonly silentAfterMs: number; readonly snapshotWithinMs: number },
): TopicWatch => {
  const isBook = topic.startsWith('orderbook.')
  // trades may rest for hours where nobody trades
  const isSteady = isBook || topic.startsWith('tickers.')
  let order: UpdateOrder = newUpdateOrder()
  let isWhole = false
  let lastId = 0
  let heardAt = 0
  let begunAt = 0
  let pace = paceFirstMs
  let resubscribedAt = Number.NEGATIVE_INFINITY
  return {
    begin: (nowMs) => {
      order = newUpdateOrder()
      isWhole = false
      heardAt = nowMs
      begunAt = nowMs
    },
    hear: ({ book }, nowMs) => {
      heardAt = nowMs
      if (book === null) return usable
      const verdict = order.admit(book)
      const isRestart = book.updateId === 1 && isWhole && lastId !== 1
      lastId = book.updateId
      if (verdict === 'snapshot' || verdict === 'delta') {
        isWhole = true
        return isRestart ? { ...usable, isRestart } : usable
      }
      isWhole = false
      // deltas of the subscription before may still come, and then its snapshot
      if (typeof verdict === 'string' || verdict.kind !== 'gap') return waiting
      return { ...waiting, gap: `${verdict.field} ${verdict.detail}` }
    },
    complaint: (nowMs) => {
      if (isBook && !isWhole && nowMs - begunAt >= limits.snapshotWithinMs) return 'no snapshot'
      return isSteady && nowMs - heardAt >= limits.silentAfterMs ? 'silent' : null
    },
    patienceMs: (nowMs) => {
      const since = nowMs - resubscribedAt
      pace = since > calmMs ? paceFirstMs : Math.min(pace * 2, paceMaxMs)
      const wait = since > calmMs ? 0 : Math.max(0, pace - since)
      resubscribedAt = nowMs + wait
      return wait
    },
  }
}

const paceFirstMs = 500
const paceMaxMs = 30_000
const calmMs = 60_000
