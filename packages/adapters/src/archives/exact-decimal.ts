import { pow10 } from '@shadowtape/core'

/** Why bytes are no number of 0 or more at a scale. */
export const decimalFault = { notDecimal: -1, tooFine: -2, tooLarge: -3 } as const

/**
 * The bytes from `start` to `end` as an integer at the scale, exactly; or one of `decimalFault`.
 * Plain decimals of 0 or more, and those with an exponent (`1e-05`), as archives have them.
 */
export const decimalOfBytes = (
  bytes: Uint8Array,
  start: number,
  end: number,
  scale: number,
): number => {
  const value = plainValue(bytes, start, end, scale, 'refuse')
  return value === decimalFault.notDecimal
    ? exponentValue(bytes, start, end, scale, 'refuse')
    : value
}

/**
 * A time in the bytes from `start` to `end` as an integer at the scale: decimals beyond it are
 * cut, not rounded; or one of `decimalFault`.
 */
export const timeOfBytes = (
  bytes: Uint8Array,
  start: number,
  end: number,
  scale: number,
): number => {
  const value = plainValue(bytes, start, end, scale, 'cut')
  return value === decimalFault.notDecimal ? exponentValue(bytes, start, end, scale, 'cut') : value
}

/** A decimal with an exponent without it: `1.5e-05` is `0.000015`; `null` for any other text. */
export const withoutExponent = (text: string): string | null => {
  const match = /^(0|[1-9]\d*)(?:\.(\d+))?[eE]([+-]?\d{1,3})$/.exec(text)
  if (match === null || text.length > textMax) return null
  const [, whole = '', fraction = '', exponent] = match
  const point = whole.length + Number(exponent)
  const digits = whole + fraction
  if (point <= 0) return `0.${'0'.repeat(-point)}${digits}`
  const integer = digits
    .slice(0, point)
    .padEnd(point, '0')
    .replace(/^0+(?=\d)/, '')
  return point >= digits.length ? integer : `${integer}.${digits.slice(point)}`
}

const textMax = 64

const exponentValue = (
  bytes: Uint8Array,
  start: number,
  end: number,
  scale: number,
  beyond: 'refuse' | 'cut',
): number => {
  if (end - start > textMax) return decimalFault.notDecimal
  const plain = withoutExponent(Buffer.from(bytes.subarray(start, end)).toString('latin1'))
  if (plain === null) return decimalFault.notDecimal
  const text = Buffer.from(plain, 'latin1')
  return plainValue(text, 0, text.length, scale, beyond)
}

const plainValue = (
  b: Uint8Array,
  start: number,
  end: number,
  scale: number,
  beyond: 'refuse' | 'cut',
): number => {
  let p = start
  let value = 0
  let missing = scale
  let isTooFine = false
  while (p < end && isDigit(b[p] as number)) value = value * 10 + ((b[p++] as number) - 48)
  if (p === start || (b[start] === 48 && p - start > 1)) return decimalFault.notDecimal
  if (p < end) {
    if (b[p++] !== 46 || p === end) return decimalFault.notDecimal
    for (; p < end; p++) {
      const digit = (b[p] as number) - 48
      if (!(digit >= 0 && digit <= 9)) return decimalFault.notDecimal
      if (missing > 0) {
        value = value * 10 + digit
        missing--
      } else if (digit !== 0) isTooFine = true
    }
  }
  if (isTooFine && beyond === 'refuse') return decimalFault.tooFine
  value *= pow10[missing] as number
  return value > Number.MAX_SAFE_INTEGER ? decimalFault.tooLarge : value
}

const isDigit = (byte: number): boolean => byte >= 48 && byte <= 57
