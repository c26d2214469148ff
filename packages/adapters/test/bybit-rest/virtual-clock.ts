import type { ClientClock } from '../../src/bybit-rest/client-clock'

/** A clock that stands still until someone waits: then it is at once as late as was waited for. */
export type VirtualClock = ClientClock & {
  readonly advance: (ms: number) => void
  /** All waits so far, in ms. */
  readonly waits: ReadonlyArray<number>
}

export const startedAt = 1_700_000_000_000

export const virtualClock = (): VirtualClock => {
  let now = startedAt
  const waits: Array<number> = []
  return {
    nowMs: () => now,
    sleep: async (ms) => {
      waits.push(ms)
      // several that wait from one moment on wait at the same time
      const until = now + ms
      await new Promise((resolve) => setImmediate(resolve))
      now = Math.max(now, until)
    },
    advance: (ms) => {
      now += ms
    },
    waits,
  }
}
