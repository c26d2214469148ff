import type { StreamTime } from '@shadowtape/adapters'

/** Waits that are over when they all are to end. */
export type Waits = {
  /** Waits so many milliseconds, or until they all end. */
  readonly sleep: (ms: number) => Promise<void>
  /** Waits until something holds, at most so many milliseconds; whether it does. */
  readonly until: (holds: () => boolean, withinMs: number) => Promise<boolean>
  readonly isEnded: () => boolean
  readonly end: () => void
}

const lookEveryMs = 20

/** Waits by a clock, none of which goes on yet. */
export const newWaits = (time: Pick<StreamTime, 'nowMs' | 'after'>): Waits => {
  const waiting = new Set<() => void>()
  let isEnded = false
  const hasEnded = (): boolean => isEnded
  const sleep = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      if (hasEnded()) {
        resolve()
        return
      }
      const over = (): void => {
        callOff()
        waiting.delete(over)
        resolve()
      }
      const callOff = time.after(ms, over)
      waiting.add(over)
    })
  return {
    sleep,
    until: async (holds, withinMs) => {
      const begunAt = time.nowMs()
      while (!holds() && !hasEnded() && time.nowMs() - begunAt < withinMs) await sleep(lookEveryMs)
      return holds()
    },
    isEnded: hasEnded,
    end: () => {
      isEnded = true
      for (const over of [...waiting]) over()
    },
  }
}
