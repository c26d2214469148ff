import { mulDiv, mulDivRounded, mulDivUp, squareRoot } from '../units/arithmetic'
import { bpsMax } from './params'

/**
 * What is remembered of a mid's moves. `squares` is the sum of their squares, each move in 1e-8 of
 * the price, where a move counts half as much with every half-life that passes. Engine time is
 * counted in tenths of the half-life, so that a sum decays alike however often it is looked at.
 */
export type Volatility = {
  readonly midTwice: number
  readonly squares: number
  readonly tenths: number
}

/** A mid, given as twice its price, follows another; the first one is no move. */
export const midSeen = (
  before: Volatility | null,
  midTwice: number,
  at: number,
  halfLifeUs: number,
): Volatility => {
  const tenths = Math.floor(at / (halfLifeUs / 10))
  if (before === null) return { midTwice, squares: 0, tenths }
  const move = moveOf(before.midTwice, midTwice)
  const kept = decayed(before.squares, tenths - before.tenths)
  return { midTwice, squares: Math.min(kept + move * move, squaresMax), tenths }
}

/**
 * The standard deviation of the mid over a second, in 1e-8 of the price. Squares that come in
 * evenly add up to those of a half-life over ln 2, which is divided out again.
 */
export const volatilityOf = ({ squares }: Volatility, halfLifeUs: number): number =>
  squareRoot(mulDivUp(squares, ln2PerSecond, halfLifeUs))

const moveOf = (from: number, to: number): number => {
  const distance = Math.abs(to - from)
  return distance >= from ? moveMax : Math.min(mulDivRounded(distance, bpsMax, from), moveMax)
}

/** A larger move counts as one of this: six tenths of the price, so that its square is exact. */
const moveMax = 60_000_000
/** Two sums of this size are still exact. */
const squaresMax = (Number.MAX_SAFE_INTEGER - 1) / 2
/** The natural logarithm of 2, times the microseconds of a second. */
const ln2PerSecond = 693_147

const decayed = (squares: number, tenths: number): number => {
  let kept = mulDiv(squares, decay[tenths % 10] as number, bpsMax)
  for (let halves = Math.floor(tenths / 10); halves > 0 && kept > 0; halves--)
    kept = Math.floor(kept / 2)
  return kept
}

/** 2 to the -n/10, in 1e-8. */
const decay = [
  100_000_000, 93_303_299, 87_055_056, 81_225_240, 75_785_828, 70_710_678, 65_975_396, 61_557_221,
  57_434_918, 53_588_673,
]
