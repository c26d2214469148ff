import type { ClientClock } from './client-clock'

/** Waits that are over at once when the client is closed. */
export type Closing = {
  readonly isClosed: () => boolean
  readonly sleep: (ms: number) => Promise<void>
  readonly close: () => void
}

/** Nothing is closed yet. */
export const newClosing = (clock: ClientClock): Closing => {
  const abort = new AbortController()
  const waits = new Set<() => void>()
  const isClosed = (): boolean => abort.signal.aborted
  return {
    isClosed,
    sleep: (ms) =>
      new Promise((resolve, reject) => {
        if (isClosed()) return resolve()
        waits.add(resolve)
        clock
          .sleep(ms, abort.signal)
          .finally(() => waits.delete(resolve))
          .then(resolve, reject)
      }),
    close: () => {
      abort.abort()
      // a clock need not heed the signal
      for (const resolve of waits) resolve()
      waits.clear()
    },
  }
}
