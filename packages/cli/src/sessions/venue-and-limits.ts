import type { VenueKind } from '@shadowtape/core'

import type { SessionSettings } from './session-header'

/** The limits of a session, as a command's options name them; units as in `SessionSettings`. */
export type LimitOptions = {
  readonly maxInv: number
  readonly maxTotal: number
  readonly edgeThreshold: number
}

/** The venue and the limits of a session, as a command's options name them. */
export type VenueAndLimitOptions = LimitOptions & {
  readonly exchange: VenueKind
  readonly fillRate: number
  readonly rejectRate: number
  readonly partialFillRate: number
  /** In microseconds: the option is typed in milliseconds, and parsed. */
  readonly latencyMs: number
  readonly seed: number
}

/** The settings that options about limits ask for. */
export const limits = (options: LimitOptions) =>
  ({
    inventoryUsdMax: options.maxInv,
    totalNotionalUsdMax: options.maxTotal,
    edgeThresholdBps: options.edgeThreshold,
  }) satisfies Partial<SessionSettings>

/** The settings that such options ask for; rejects and partial fills are the fake exchange's. */
export const venueAndLimits = (options: VenueAndLimitOptions) => {
  const isFake = options.exchange === 'fake'
  return {
    venue: options.exchange,
    fillRate: options.fillRate,
    rejectRate: isFake ? options.rejectRate : 0,
    partialFillRate: isFake ? options.partialFillRate : 0,
    latencyUs: options.latencyMs,
    seed: options.seed,
    ...limits(options),
  } satisfies Partial<SessionSettings>
}
