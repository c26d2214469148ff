import type { Cursor } from '@shadowtape/core'
import { pow10 } from '@shadowtape/core'

/**
 * A quoted decimal of 0 or more at the cursor, as an integer at the scale; it may have fewer
 * decimals than the scale, or zeros beyond it. Negative, with the cursor failed, for anything else.
 */
export const readWireDecimal = (b: Uint8Array, c: Cursor, scale: number): number => {
  let p = c.p
  if (b[p++] !== 34) return failed(c)
  const start = p
  let value = 0
  let digit = (b[p] as number) - 48
  while (digit >= 0 && digit <= 9) {
    value = value * 10 + digit
    digit = (b[++p] as number) - 48
  }
  if (p === start || (b[start] === 48 && p - start > 1)) return failed(c)
  let missing = scale
  if (b[p] === 46) {
    const fraction = ++p
    digit = (b[p] as number) - 48
    while (digit >= 0 && digit <= 9) {
      if (missing > 0) {
        value = value * 10 + digit
        missing--
      } else if (digit !== 0) return failed(c)
      digit = (b[++p] as number) - 48
    }
    if (p === fraction) return failed(c)
  }
  value *= pow10[missing] as number
  if (b[p] !== 34 || value > Number.MAX_SAFE_INTEGER) return failed(c)
  c.p = p + 1
  return value
}

const failed = (c: Cursor): number => {
  c.p = -1
  return -1
}
