const plain = /^(-?)(0|[1-9][0-9]{0,30})(?:\.([0-9]{1,40}))?$/

/**
 * A decimal text, or that times a whole number from 0 up, at a scale, to the nearest integer,
 * halves away from zero. `null` for what is no plain decimal, or does not fit.
 */
export const roundedDecimal = (text: string, scale: number, times = 1): number | null => {
  const match = plain.exec(text)
  if (match === null) return null
  const [, minus, whole = '', fraction = ''] = match
  const units = BigInt(whole + fraction) * BigInt(times) * 10n ** BigInt(scale)
  const divisor = 10n ** BigInt(fraction.length)
  const value = Number((units * 2n + divisor) / (divisor * 2n))
  if (!Number.isSafeInteger(value)) return null
  return minus === '-' && value !== 0 ? -value : value
}
