/**
 * Logarithms and powers of 2 in integers alone, so that they come out the same on every machine:
 * `Math.log` and `Math.exp` may differ in their last bits.
 */

/** One, where a logarithm is counted in. */
export const logOne = 0x100_0000

/** One, where a power is counted in. */
export const powerOne = 0x200_0000

/** log2 of e, in 2^-24. */
export const log2OfE = 24_204_406

/** The base-2 logarithm of a safe integer from 1, in 2^-24, cut down; good to about 2^-19. */
export const log2Of = (n: number): number => {
  let whole = 0
  let mantissa = n
  while (mantissa >= 2 * powerOne) {
    mantissa = Math.floor(mantissa / 2)
    whole += 1
  }
  while (mantissa < powerOne) {
    mantissa *= 2
    whole -= 1
  }
  let log = (whole + 25) * logOne
  for (let bit = logOne / 2; bit >= 1; bit /= 2) {
    mantissa = Math.floor((mantissa * mantissa) / powerOne)
    if (mantissa < 2 * powerOne) continue
    mantissa = Math.floor(mantissa / 2)
    log += bit
  }
  return log
}

/** The roots of 2: the square root, the fourth, the eighth, ..., in 2^-25. */
const roots: ReadonlyArray<number> = [
  47_453_133, 39_903_169, 36_591_368, 35_040_014, 34_289_178, 33_919_816, 33_736_629, 33_645_407,
  33_599_889, 33_577_153, 33_565_790, 33_560_111, 33_557_271, 33_555_852, 33_555_142, 33_554_787,
  33_554_609, 33_554_521, 33_554_476, 33_554_454, 33_554_443, 33_554_438, 33_554_435, 33_554_433,
]

/** 2 to a power given in 2^-24, in 2^-25: 0 below -25, held at the largest below 2^27. */
export const exp2Of = (power: number): number => {
  const whole = Math.floor(power / logOne)
  if (whole < -25) return 0
  if (whole > 26) return exp2Of(27 * logOne - 1)
  let rest = power - whole * logOne
  let value = powerOne
  for (const root of roots) {
    rest *= 2
    if (rest < logOne) continue
    rest -= logOne
    value = Math.floor((value * root) / powerOne)
  }
  return whole >= 0 ? value * pow2(whole) : Math.floor(value / pow2(-whole))
}

const pow2 = (n: number): number => {
  let power = 1
  for (let i = 0; i < n; i++) power *= 2
  return power
}
