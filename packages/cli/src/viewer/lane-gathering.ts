import type { Entry, State } from '@shadowtape/core'

import { newMarks } from '../pages/marks'
import type { Stretch } from '../pages/sampler'
import { newSampler } from '../pages/sampler'
import type { ThinRule } from '../pages/thinned'
import { newDenials } from './denials'
import { lanesCut } from './lanes-cut'
import type { PlacedBy } from './order-spans'
import { newOrderSpans } from './order-spans'
import { newStopSpans } from './stop-spans'
import type { Lanes, StopSpan } from './view-data'

/** Gathers the lanes of a session as its lines pass, whether or not it has an end. */
export type LaneGathering = {
  /** Hears a line before it changes the state. */
  readonly hear: (state: State, entry: Entry) => void
  /** The lanes up to a state, or a stretch of them; what passes later changes nothing of them. */
  readonly lanes: (state: State, stretch?: Stretch | null) => Lanes
  /** How long its intervals are by now. */
  readonly intervalUs: () => number
  readonly stops: () => ReadonlyArray<StopSpan>
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
  /** 0 where orders are only counted. */
  readonly ordersMax: number
}

/** Lanes of a whole session of any length: up to 4,096 intervals of a millisecond or more. */
export const wholeLanes: LaneRule = {
  ...{ intervalUs: 1_024, intervalsMax: 4_096, ordersMax: 0 },
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
  const orders = ordersMax === 0 ? null : newOrderSpans(ordersMax)
  let placed = 0
  let width = intervalUs
  if (begin !== null) {
    stops.begin(begin.state, begin.stopSays)
    orders?.begin(begin.state, begin.placedBy, begin.fromAt)
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
      if (entry.message.type === 'OrderPlaced') placed += 1
      orders?.hear(state, entry)
    },
    intervalUs: () => width,
    stops: stops.spans,
    lanes: (state, stretch = null) => {
      const { horizons, ...sampled } = sampler.sampled(state, stretch)
      const { edges, edgesCount: _, ...marked } = marks.done()
      const lanes: Lanes = {
        ...{ startAt, endAt: Math.max(startAt, state.at), intervalUs: width, seq: state.seq },
        ...sampled,
        ...marked,
        edges: [...edges, ...horizons],
        ...{ orders: orders?.spans() ?? [], ordersCount: orders?.count() ?? placed },
        ...{ denials: denials.marks(), denialsCount: denials.count() },
        ...{ stops: stops.spans(), stopsCount: stops.count() },
      }
      return stretch === null ? lanes : lanesCut(lanes, stretch)
    },
  }
}
