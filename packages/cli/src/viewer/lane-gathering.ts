import type { Entry, State } from '@shadowtape/core'

import { newMarks } from '../pages/marks'
import { newSampler } from '../pages/sampler'
import type { ThinRule } from '../pages/thinned'
import { newDenials } from './denials'
import type { PlacedBy } from './order-spans'
import { newOrderSpans } from './order-spans'
import { newStopSpans } from './stop-spans'
import type { Lanes } from './view-data'

/** Gathers the lanes of a session as its lines pass, whether or not it has an end. */
export type LaneGathering = {
  /** Hears a line before it changes the state. */
  readonly hear: (state: State, entry: Entry) => void
  /** The lanes up to a state; what passes later changes nothing of them. */
  readonly lanes: (state: State) => Lanes
}

/**
 * How fine lanes are: equal intervals from an instant on, which double where there would be more
 * than `intervalsMax`; and how many marks of each kind are kept before they are thinned out.
 */
export type LaneRule = {
  readonly intervalUs: number
  readonly intervalsMax: number
  readonly fillsMax: number
  readonly denialsMax: number
  readonly stopsMax: number
  readonly ordersMax: number
}

/** Lanes of a whole session of any length: 2,048 to 4,096 intervals, and no orders. */
export const wholeLanes: LaneRule = {
  ...{ intervalUs: 1, intervalsMax: 4_096, ordersMax: 0 },
  ...{ fillsMax: 5_000, denialsMax: 2_000, stopsMax: 1_000 },
}

/** Where a gathering begins in the midst of a session: the state there, and what it cannot say. */
export type LaneBegin = {
  readonly state: State
  readonly fromAt: number
  readonly placedBy: PlacedBy
  readonly stopSays: (seq: number) => string | null
}

/**
 * Lanes of a session that began at `startAt`. What they come to is the same as if it had been
 * gathered by the intervals that it ends with from the first line on.
 */
export const newLaneGathering = (
  startAt: number,
  { intervalUs, intervalsMax, ordersMax, ...max }: LaneRule,
  begin: LaneBegin | null = null,
): LaneGathering => {
  const thin = (keptMax: number): ThinRule => ({
    ...{ keptMax, startAt, intervalUs: 1, intervals: 'widened' },
  })
  const sampler = newSampler(startAt, intervalUs)
  const marks = newMarks(startAt, intervalUs, thin(max.fillsMax))
  const denials = newDenials(thin(max.denialsMax))
  const stops = newStopSpans(thin(max.stopsMax))
  const orders = newOrderSpans(ordersMax)
  let width = intervalUs
  if (begin !== null) {
    stops.begin(begin.state, begin.stopSays)
    orders.begin(begin.state, begin.placedBy, begin.fromAt)
  }
  return {
    hear: (state, entry) => {
      while (entry.at - startAt >= width * intervalsMax) {
        width *= 2
        sampler.widen()
        marks.widen()
      }
      sampler.hear(state, entry)
      marks.hear(state, entry)
      denials.hear(state, entry)
      stops.hear(entry)
      orders.hear(state, entry)
    },
    lanes: (state) => {
      const { horizons, ...sampled } = sampler.sampled(state)
      const { edges, edgesCount: _, ...marked } = marks.done()
      return {
        ...{ startAt, endAt: Math.max(startAt, state.at), intervalUs: width, seq: state.seq },
        ...sampled,
        ...marked,
        edges: [...edges, ...horizons],
        ...{ orders: orders.spans(), ordersCount: orders.count() },
        ...{ denials: denials.marks(), denialsCount: denials.count() },
        ...{ stops: stops.spans(), stopsCount: stops.count() },
      }
    },
  }
}
