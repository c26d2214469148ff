/** A person's Ctrl-C, heard instead of ending the process. */
export type Interruption = {
  readonly isAsked: () => boolean
  /** Waits so many milliseconds, or until Ctrl-C. */
  readonly sleep: (ms: number) => Promise<void>
  /** Hears no more; the next Ctrl-C ends the process again. */
  readonly stop: () => void
}

/** Begins to hear Ctrl-C and polite requests to end. */
export const hearInterruption = (): Interruption => {
  let isAsked = false
  let wake: () => void = () => undefined
  const asked = (): void => {
    isAsked = true
    wake()
  }
  process.once('SIGINT', asked)
  process.once('SIGTERM', asked)
  return {
    isAsked: () => isAsked,
    sleep: (ms) =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, ms)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
        if (isAsked) wake()
      }),
    stop: () => {
      process.off('SIGINT', asked)
      process.off('SIGTERM', asked)
    },
  }
}

/** A person's wish for a new segment, by SIGHUP, as log rotation asks for a new file. */
export type RollRequest = {
  /** Whether it was asked for since this was last asked. */
  readonly isAsked: () => boolean
  /** Hears no more; the next SIGHUP ends the process again. */
  readonly stop: () => void
}

/** Begins to hear SIGHUP. */
export const hearRollRequest = (): RollRequest => {
  let isAsked = false
  const asked = (): void => {
    isAsked = true
  }
  process.on('SIGHUP', asked)
  return {
    isAsked: () => {
      const was = isAsked
      isAsked = false
      return was
    },
    stop: () => {
      process.off('SIGHUP', asked)
    },
  }
}
