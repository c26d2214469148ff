import { mulDivHeld } from './arithmetic'

/** The whole of something, in millionths of a basis point. */
export const wholeBps = 10_000_000_000

/**
 * What share a part is of a whole above 0, in millionths of a basis point, to the nearest, halves
 * away from zero and held at the largest safe integer: for figures that only report.
 */
export const shareBps = (part: number, whole: number): number => mulDivHeld(part, wholeBps, whole)

/** So large a share of an amount of dollars, to the nearest millionth of one, held likewise. */
export const usdAtBps = (notionalUsd: number, bps: number): number =>
  mulDivHeld(bps, notionalUsd, wholeBps)
