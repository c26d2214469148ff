import { newReceiveClock } from '../clock/receive-clock'

/** What a stream needs of time; tests hand in one that they move themselves. */
export type StreamTime = {
  /** Milliseconds that only go forward, from anywhere. */
  readonly nowMs: () => number
  /** Nanoseconds since the epoch, now, as 19 digits that never run backwards. */
  readonly receivedNs: () => string
  /** Does something once so many milliseconds have passed, unless it is called off before. */
  readonly after: (ms: number, then: () => void) => () => void
}

/** The time of this machine. */
export const machineTime = (): StreamTime => ({
  nowMs: () => performance.now(),
  receivedNs: newReceiveClock(),
  after: (ms, then) => {
    const timer = setTimeout(then, ms)
    return () => {
      clearTimeout(timer)
    }
  },
})
