import type { StreamTime } from '../../src/bybit-streams/stream-time'

/** Time that stands still until a test moves it. */
export type MovedTime = StreamTime & {
  /** Lets so many milliseconds pass; what is due on the way is done in its order. */
  readonly pass: (ms: number) => void
  /** What is still to come, in milliseconds from now, soonest first. */
  readonly due: () => ReadonlyArray<number>
}

/** Time from 2026-11-30T00:00:00Z on; each reading of a receive time is a nanosecond later. */
export const movedTime = (): MovedTime => {
  let now = 0
  let readings = 0n
  let timers: Array<{ readonly at: number; readonly then: () => void }> = []
  return {
    nowMs: () => now,
    receivedNs: () => String(1_796_000_000_000_000_000n + BigInt(now) * 1_000_000n + readings++),
    after: (ms, then) => {
      const timer = { at: now + ms, then }
      timers.push(timer)
      return () => {
        timers = timers.filter((each) => each !== timer)
      }
    },
    due: () => timers.map(({ at }) => at - now).sort((a, b) => a - b),
    pass: (ms) => {
      const until = now + ms
      for (;;) {
        const [next] = timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)
        if (next === undefined) break
        timers = timers.filter((each) => each !== next)
        now = Math.max(now, next.at)
        next.then()
      }
      now = until
    },
  }
}
