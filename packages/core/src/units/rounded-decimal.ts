const plain = /^(-?)(0|[1-9][0-9]{0,30})(?:\.([0-9]{1,40}))?$/

/**
 * A decimal text, or that times a whole number from 0 up, at a scale, to the nearest integer,
 * halves away from zero. `null` for what is no plain decimal, or does not fit.
 */
export const roundedDecimal = (text: string, scale: number, times = 1): number | null => {
  const match = plain.exec(text)
  if (match === null) return null
  const [, minus, whole = '', fraction = ''] = match
  const units = BigInt(whole + fraction) * BigInt(times) * powerOfTen(scale)
  const divisor = powerOfTen(fraction.length)
  const value = Number((units * 2n + divisor) / (divisor * 2n))
  if (!Number.isSafeInteger(value)) return null
  return minus === '-' && value !== 0 ? -value : value
}

/** Ten to so many, from 0 up, exactly. */
const powerOfTen = (exponent: number): bigint => BigInt(`1${'0'.repeat(exponent)}`)
