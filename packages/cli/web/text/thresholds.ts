import type { ExactDecimal } from '../../src/explanations/exact-decimal'
import { compared, exactDecimal } from '../../src/explanations/exact-decimal'
import { sinceText } from '../../src/reports/otherwise-report'
import { shortDecimal } from '@shadowtape/core'
import type { ThresholdRange, Thresholds } from '../../src/postmortems/thresholds'

/** Whether falling below a threshold stops, as an edge does; else going above a limit does. */
export const isFloor = ({ ranges }: Thresholds): boolean => ranges[0]?.means === 'not'

/** What a person typed as a threshold, as a decimal that the program takes; `null` for none. */
export const typedThreshold = (text: string): string | null => {
  const [, sign = '', whole = '', fraction = ''] =
    /^([+-]?)(\d{0,15})(?:[.](\d{0,9}))?$/.exec(text.trim()) ?? []
  if (whole === '' && fraction === '') return null
  const digits = whole.replace(/^0+(?=\d)/, '') || '0'
  const value = fraction === '' ? digits : `${digits}.${fraction}`
  return sign === '-' && /[1-9]/.test(value) ? `-${value}` : value
}

/**
 * Which of the ranges a threshold is in, from 0. A figure at its threshold passes: at a bound the
 * range that stops less holds, which is the lower one of a floor and the upper one of a limit.
 */
export const rangeAt = (thresholds: Thresholds, text: string): number | null => {
  const value = exactDecimal(text)
  if (value === null) return null
  const at = thresholds.ranges.findIndex(({ to }) => {
    const bound = to === null ? null : exactDecimal(to)
    return bound === null || isWithin(value, bound, isFloor(thresholds))
  })
  return at < 0 ? null : at
}

const isWithin = (value: ExactDecimal, bound: ExactDecimal, isIncluded: boolean): boolean => {
  const order = compared(value, bound)
  return isIncluded ? order <= 0 : order < 0
}

/** A range in words: `above 0.66, up to 1.54`; of a limit `from 21 to below 30`. */
export const rangeText = (thresholds: Thresholds, { from, to }: ThresholdRange): string => {
  const [low, high] = [short(from), short(to)]
  if (isFloor(thresholds)) {
    if (low === null) return `up to ${high ?? ''}`
    return high === null ? `above ${low}` : `above ${low}, up to ${high}`
  }
  if (low === null) return `below ${high ?? ''}`
  return high === null ? `${low} or more` : `from ${low} to below ${high}`
}

const short = (text: string | null): string | null => (text === null ? null : shortDecimal(text))

/** What a threshold in a range would have done, within the while that was run. */
export const meansText = ({ means }: Pick<ThresholdRange, 'means'>, whileUs: number): string => {
  switch (means) {
    case 'not':
      return `does not stop within ${sinceText(whileUs)}`
    case 'later':
      return `goes on here, stops within ${sinceText(whileUs)}`
    case 'here':
      return 'stops here, as recorded'
    case 'here or earlier':
      return 'stops here, or earlier'
    case 'earlier':
      return 'stops earlier'
  }
}
