/**
 * The clock of a client: what time it is, in ms since the epoch, and waiting for a while. A wait is
 * over early when its signal is aborted, where the clock heeds that.
 */
export type ClientClock = {
  readonly nowMs: () => number
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>
}

/** The machine's own clock. */
export const systemClock: ClientClock = {
  nowMs: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', wake)
        resolve()
      }
      const timer = setTimeout(wake, ms)
      if (signal?.aborted === true) wake()
      else signal?.addEventListener('abort', wake, { once: true })
    }),
}
