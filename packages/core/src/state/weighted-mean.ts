import type { Draft } from 'immer'

import { invariant } from '../base/invariant'
import { mulDivRounded, sum } from '../units/arithmetic'

/**
 * A mean in which a fill's weight is halved with every `halfLifeFills` that come after it. `weight`
 * is the sum of all weights, in billionths; `sumBps` that of the weighted figures, in 1e-6 bps.
 */
export type WeightedMean = { readonly sumBps: number; readonly weight: number }

/** The longest half-life: the share that is kept is found by exact arithmetic, and that costs. */
export const halfLifeFillsMax = 1_000

const billion = 1_000_000_000

/**
 * What a weight is multiplied by when another fill comes, in billionths, rounded down: the largest
 * whole number of them whose `halfLifeFills`th power is no more than one half.
 */
export const keptOf = (halfLifeFills: number): number => {
  invariant(
    halfLifeFills >= 1 && halfLifeFills <= halfLifeFillsMax,
    () => `a half-life of ${halfLifeFills} fills is not 1 to ${halfLifeFillsMax}`,
  )
  const half = power(BigInt(billion), halfLifeFills) / 2n
  let kept = billion / 2
  let tooMuch = billion
  while (tooMuch - kept > 1) {
    const middle = Math.floor((kept + tooMuch) / 2)
    if (power(BigInt(middle), halfLifeFills) <= half) kept = middle
    else tooMuch = middle
  }
  return kept
}

/** A figure joins with the weight of one; what came before keeps its share, to the nearest unit. */
export const weighed = (mean: Draft<WeightedMean>, bps: number, kept: number): void => {
  mean.sumBps = sum(mulDivRounded(mean.sumBps, kept, billion), bps)
  mean.weight = mulDivRounded(mean.weight, kept, billion) + billion
}

/**
 * The mean to the nearest unit, halves away from zero: off the exact one by no more than one unit
 * and half a billionth of it.
 */
export const weightedMeanOf = ({ sumBps, weight }: WeightedMean): number =>
  mulDivRounded(sumBps, billion, weight)

const power = (base: bigint, exponent: number): bigint => {
  let result = 1n
  for (let square = base, left = exponent; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result *= square
    square *= square
  }
  return result
}
