import { isRight } from 'fp-ts/Either'

import { newBackOff } from './back-off'
import type { CatchUp } from './catch-up'
import type { Backfill, PrivateEvent } from './private-event'
import type { StreamTime } from './stream-time'
import type { StreamTiming } from './stream-timing'

/** How a back-fill is asked for. */
export type BackfillTerms = {
  readonly backfill: Backfill
  readonly overlapMs: number
  readonly time: StreamTime
  readonly timing: StreamTiming
  readonly seed: number
}

/** Asks for what a stream missed, again and again until there is an answer. */
export type BackfillAsker = {
  readonly ask: () => void
  /** The stream is gone: an answer that is still on its way is no longer wanted. */
  readonly stop: () => void
}

/** An asker that merges the answer, and tells where that leaves us. */
export const newBackfillAsker = (
  { backfill, overlapMs, time, timing, seed }: BackfillTerms,
  catchUp: CatchUp,
  tell: (event: PrivateEvent) => void,
): BackfillAsker => {
  const waits = newBackOff(seed, timing)
  let number = 0
  let callOff: () => void = () => undefined
  const ask = async (): Promise<void> => {
    const asking = ++number
    const sinceMs = catchUp.soundUntilMs() - overlapMs
    const rows = await answerOf(backfill, sinceMs)
    if (asking !== number) return
    if (isRight(rows)) return tell(catchUp.merge(rows.right, sinceMs, time.receivedNs()))
    tell({ type: 'BackfillFailed', says: rows.left })
    callOff = time.after(waits.next(0), () => void ask())
  }
  return {
    ask: () => void ask(),
    stop: () => {
      number += 1
      callOff()
    },
  }
}

const answerOf = async (backfill: Backfill, sinceMs: number): ReturnType<ReturnType<Backfill>> => {
  try {
    return await backfill(sinceMs)()
  } catch (error) {
    return { _tag: 'Left', left: error instanceof Error ? error.message : 'it threw' }
  }
}
