import { draw } from '@shadowtape/core'

import type { StreamTiming } from './stream-timing'

/** How long to wait before coming back, longer with each loss that follows soon on another. */
export type BackOff = {
  /** The next wait, in milliseconds, after a connection that was open for so long. */
  readonly next: (openForMs: number) => number
}

/**
 * Waits that double from the first to the last, each drawn between its half and its whole so that
 * many clients do not come back in one moment. The draws are a seed's, by ordinal.
 */
export const newBackOff = (
  seed: number,
  timing: Pick<StreamTiming, 'backOffFirstMs' | 'backOffMaxMs' | 'healthyAfterMs'>,
): BackOff => {
  let losses = 0
  let drawn = 0
  return {
    next: (openForMs) => {
      if (openForMs >= timing.healthyAfterMs) losses = 0
      const whole = Math.min(timing.backOffMaxMs, timing.backOffFirstMs * 2 ** losses)
      losses = Math.min(losses + 1, doublingsMax)
      return Math.round((whole * (1 + draw(seed, 'market', drawn++) / 2 ** 32)) / 2)
    },
  }
}

const doublingsMax = 30
