/** The clock of a client: what time it is, in ms since the epoch, and waiting for a while. */
export type ClientClock = {
  readonly nowMs: () => number
  readonly sleep: (ms: number) => Promise<void>
}

/** The machine's own clock. */
export const systemClock: ClientClock = {
  nowMs: () => Date.now(),
  sleep: (ms) =>
    new Promise((resolve) => {
      setTimeout(resolve, ms)
    }),
}
