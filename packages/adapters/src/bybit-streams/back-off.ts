import { backoffMs } from '../bybit-api/retry-schedule'
import type { StreamTiming } from './stream-timing'

/** How long to wait before coming back, longer with each loss that follows soon on another. */
export type BackOff = {
  /** The next wait, in milliseconds, after a connection that was open for so long. */
  readonly next: (openForMs: number) => number
}

/** Waits by the schedule of retries, which begins anew after a connection that was healthy. */
export const newBackOff = (
  seed: number,
  { backOffFirstMs, backOffMaxMs, healthyAfterMs }: BackOffTiming,
): BackOff => {
  let losses = 0
  let drawn = 0
  const plan = { firstMs: backOffFirstMs, longestMs: backOffMaxMs }
  return {
    next: (openForMs) => {
      losses = openForMs >= healthyAfterMs ? 1 : losses + 1
      drawn += 1
      return backoffMs(plan, seed, drawn, losses)
    },
  }
}

type BackOffTiming = Pick<StreamTiming, 'backOffFirstMs' | 'backOffMaxMs' | 'healthyAfterMs'>
