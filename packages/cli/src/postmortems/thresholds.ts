import type { RiskRule } from '@shadowtape/core'
import { bpsScale, formatDecimal, ruleScale, ruleTraits } from '@shadowtape/core'

import type { LineFields } from '../journals/line-text'
import { figure } from './figure'
import type { EdgesBefore } from './find-stops'
import type { Lift } from './lift'
import type { KeptQuoting } from './kept-quoting'

/** What a session would have done about its stop with a threshold in a range. */
export type ThresholdMeans =
  /** It stops before, where it was recorded to go on. */
  | 'earlier'
  /** It stops here, as it was recorded. */
  | 'here'
  | 'here or earlier'
  /** It goes on here, and stops within the while that was looked at. */
  | 'later'
  /** It does not stop within the while that was looked at. */
  | 'not'

/**
 * A range of thresholds; `null` where there is no bound. Decimals as texts. What is at its
 * threshold passes: of an edge `to` is in the range, of the limit of a rule, which has
 * `here or earlier`, `from` is.
 */
export type ThresholdRange = {
  readonly means: ThresholdMeans
  readonly from: string | null
  readonly to: string | null
}

/** What thresholds of a setting would have done. */
export type Thresholds = {
  readonly setting: string
  readonly unit: string
  readonly recorded: string
  /** Rising. */
  readonly ranges: ReadonlyArray<ThresholdRange>
}

/**
 * What other thresholds of the edge would have done. An edge below its threshold stops trading, and
 * until it does the threshold changes nothing: so the lowest edge that was said up to the stop, the
 * one it was judged on, and the lowest of those that would have been said, had it gone on, part the
 * thresholds exactly.
 */
export const edgeThresholds = (
  stop: LineFields,
  { lowest }: EdgesBefore,
  { lowestEdgeBps }: Pick<KeptQuoting, 'lowestEdgeBps'>,
): Thresholds | null => {
  const observed = figure(stop['observed'], bpsScale)
  const recorded = figure(stop['threshold'], bpsScale)
  if (observed === null || recorded === null) return null
  const never = Math.min(observed, lowestEdgeBps ?? observed)
  const earlier = lowest === null ? null : Math.max(lowest, observed)
  const text = (bps: number | null): string | null =>
    bps === null ? null : formatDecimal(bps, bpsScale)
  const ranges: Array<ThresholdRange> = [{ means: 'not', from: null, to: text(never) }]
  if (never < observed) ranges.push({ means: 'later', from: text(never), to: text(observed) })
  if (earlier === null || earlier > observed)
    ranges.push({ means: 'here', from: text(observed), to: text(earlier) })
  if (earlier !== null) ranges.push({ means: 'earlier', from: text(earlier), to: null })
  return {
    ...{ setting: 'risk.edgeThresholdBps', unit: 'bps' },
    ...{ recorded: formatDecimal(recorded, bpsScale), ranges },
  }
}

/** How a rule's limit is looked for: by running with some limits at a time, again and again. */
export type LimitSearch = {
  /** The highest limit that was run and stops within the while, and the lowest that does not. */
  readonly stops: number
  readonly passes: number
}

/** The limits to be run next; none where the search is over. */
export const nextLimits = (search: LimitSearch): ReadonlyArray<number> => {
  const { stops, passes } = search
  const width = passes - stops
  if (width <= Math.max(1, Math.floor(Math.abs(stops) / 200))) return []
  const isFar = stops > 0 && passes / stops > 16
  const at = (i: number): number =>
    isFar
      ? Math.round(stops * 2 ** ((Math.log2(passes / stops) * i) / limitsAtOnce))
      : stops + Math.round((width * i) / limitsAtOnce)
  const limits = Array.from({ length: limitsAtOnce - 1 }, (_, i) => at(i + 1))
  return [...new Set(limits)].filter((limit) => limit > stops && limit < passes)
}

/** Each limit is a run of the session: in three at a time the fewest of them find it. */
const limitsAtOnce = 4

/** The limits that a search begins with: what was observed, some times as much, and the laxest. */
export const firstLimits = (observed: number, max: number): ReadonlyArray<number> => [
  ...new Set([observed, 1.5 * observed, 4 * observed, 16 * observed, max].map(Math.ceil)),
]

/** What was found with some limits: which of them stop the session. */
export const searchedFurther = (
  { stops, passes }: LimitSearch,
  found: ReadonlyArray<{ readonly limit: number; readonly isStopped: boolean }>,
): LimitSearch => {
  const through = found.filter(({ isStopped }) => !isStopped).map(({ limit }) => limit)
  const lowest = Math.min(passes, ...through)
  // a limit above one that passes may stop it all the same: what is said holds from `passes` on
  const below = found.filter(({ limit, isStopped }) => isStopped && limit < lowest)
  return { stops: Math.max(stops, ...below.map(({ limit }) => limit)), passes: lowest }
}

/** What other limits of a rule would have done: from the observed figure on it goes on here. */
export const ruleThresholds = (
  stop: LineFields,
  rule: RiskRule,
  { passes }: LimitSearch,
  { name }: Extract<Lift, { readonly type: 'setting' }>,
): Thresholds | null => {
  const { unit } = ruleTraits[rule.rule]
  const observed = figure(stop['observed'], ruleScale[unit])
  if (observed === null) return null
  const text = (limit: number): string => formatDecimal(limit, ruleScale[unit])
  return {
    ...{ setting: name, unit, recorded: text(rule.limit) },
    ranges: [
      { means: 'here or earlier', from: null, to: text(observed) },
      ...(passes > observed
        ? [{ means: 'later', from: text(observed), to: text(passes) } as const]
        : []),
      { means: 'not', from: text(passes), to: null },
    ],
  }
}
