/** 10 to the n, for every n a scale can have; an amount's is its price's and its quantity's. */
export const pow10: ReadonlyArray<number> = [
  1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000,
  10_000_000_000, 100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000,
  1_000_000_000_000_000, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22, 1e23, 1e24,
]

/** Decimals of an amount in US dollars. */
export const usdScale = 6
/** Decimals of a figure in basis points. */
export const bpsScale = 6
/** Decimals of a probability between 0 and 1. */
export const probabilityScale = 6
/** Decimals of a fee as a fraction of the notional. */
export const feeRateScale = 8

const plain = /^(-?)(0|[1-9][0-9]*)(?:\.([0-9]+))?$/

/** Why a text is not a number at a scale. */
export type DecimalFault = 'not a plain decimal' | 'too fine' | 'too large'

/**
 * Reads a decimal text exactly, as an integer at the given scale. No exponents, no plus sign, no
 * leading zeros. Zeros beyond the scale are harmless; any other digit there is 'too fine'.
 */
export const parseDecimal = (text: string, scale: number): number | DecimalFault => {
  const match = plain.exec(text)
  if (match === null) return 'not a plain decimal'
  const [, minus, whole = '', fraction = ''] = match
  if (/[1-9]/.test(fraction.slice(scale))) return 'too fine'
  const digits = Number(whole + fraction.slice(0, scale).padEnd(scale, '0'))
  if (!Number.isSafeInteger(digits)) return 'too large'
  return minus === '-' && digits !== 0 ? -digits : digits
}

/** How many decimals a plain decimal text needs: 2 for `0.250`. */
export const decimalsOf = (text: string): number => {
  const dot = text.indexOf('.')
  if (dot < 0) return 0
  let end = text.length
  while (text.charCodeAt(end - 1) === 48) end--
  return end - dot - 1
}

/** The one way to write an integer at a scale: `6100050` at scale 2 is `61000.50`. */
export const formatDecimal = (value: number, scale: number): string => {
  if (scale === 0) return String(value)
  const digits = String(Math.abs(value)).padStart(scale + 1, '0')
  const whole = digits.slice(0, -scale)
  return `${value < 0 ? '-' : ''}${whole}.${digits.slice(-scale)}`
}

/** A decimal's text without the zeros that say nothing, for people: `20.0000` is `20`. */
export const shortDecimal = (text: string): string =>
  text.includes('.') ? text.replace(/\.?0+$/, '') : text
