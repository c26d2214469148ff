import type { Closing, StreamTime } from '@shadowtape/adapters'
import { newClosing, systemClock } from '@shadowtape/adapters'

/** Waits that are over when they all are to end. */
export type Waits = Closing & {
  /** Waits until something holds, at most so many milliseconds; whether it does. */
  readonly until: (holds: () => boolean, withinMs: number) => Promise<boolean>
}

const lookEveryMs = 20

/** Waits by the system's clock, none of which goes on yet. */
export const newWaits = (time: Pick<StreamTime, 'nowMs'>): Waits => {
  const closing = newClosing(systemClock)
  return {
    ...closing,
    until: async (holds, withinMs) => {
      const begunAt = time.nowMs()
      while (!holds() && !closing.isClosed() && time.nowMs() - begunAt < withinMs)
        await closing.sleep(lookEveryMs)
      return holds()
    },
  }
}
