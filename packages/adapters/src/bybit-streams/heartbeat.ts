import type { StreamTime } from './stream-time'
import type { StreamTiming } from './stream-timing'

/** Pings, and finds out when nothing comes back. */
export type Heartbeat = {
  readonly begin: () => void
  /** A frame of any kind came in. */
  readonly heard: () => void
  /** While nothing is read on purpose, nothing can be heard. */
  readonly hold: (isHeld: boolean) => void
  readonly stop: () => void
}

/** A heart that does not beat yet. `dead` hears why the other side is taken for gone. */
export const newHeartbeat = (
  time: StreamTime,
  timing: StreamTiming,
  ping: () => void,
  dead: (reason: string) => void,
): Heartbeat => {
  let isHeard = false
  let isHeld = false
  let callOff: () => void = () => undefined
  const wait = (ms: number, then: () => void): void => {
    callOff = time.after(ms, then)
  }
  const beat = (): void => {
    isHeard = false
    ping()
    // in two halves: after a standstill of this process the first is over before a frame is read
    const half = timing.heardWithinMs / 2
    wait(half, () => {
      wait(half, () => {
        if (isHeard || isHeld) wait(timing.pingEveryMs - timing.heardWithinMs, beat)
        else dead(`half-open: no frame for ${timing.heardWithinMs} ms after a ping`)
      })
    })
  }
  return {
    begin: () => {
      wait(timing.pingEveryMs, beat)
    },
    heard: () => {
      isHeard = true
    },
    hold: (isNow) => {
      isHeld = isNow
      isHeard = true
    },
    stop: () => {
      callOff()
    },
  }
}
