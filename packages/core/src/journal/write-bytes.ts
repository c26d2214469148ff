import { pow10 } from '../units/decimal'
import type { Scales } from './scales'
import { writeUtf8 } from './utf8'
import { digits4 } from './words'

/**
 * Writes a safe integer in decimal and returns the place behind it. Up to three bytes behind that
 * are written too, and must be the caller's to write.
 */
export const writeInt = (b: Uint8Array, v: DataView, at: number, value: number): number => {
  if (value >= 0) return writeNatural(v, at, value)
  b[at] = 45
  return writeNatural(v, at + 1, -value)
}

const writeNatural = (v: DataView, p: number, n: number): number => {
  if (n < 10_000) return writeSmall(v, p, n)
  if (n < 100_000_000) {
    const high = (n / 10_000) | 0
    return write4(v, writeSmall(v, p, high), n - high * 10_000)
  }
  const high = Math.floor(n / 100_000_000)
  return write8(v, writeNatural(v, p, high), n - high * 100_000_000)
}

/** Writes an integer below 10^4 in as many digits as it has. */
const writeSmall = (v: DataView, p: number, n: number): number => {
  const size = n < 10 ? 1 : n < 100 ? 2 : n < 1_000 ? 3 : 4
  v.setInt32(p, (digits4[n] as number) >>> (32 - 8 * size), true)
  return p + size
}

const write4 = (v: DataView, p: number, n: number): number => {
  v.setInt32(p, digits4[n] as number, true)
  return p + 4
}

const write8 = (v: DataView, p: number, n: number): number => {
  const high = (n / 10_000) | 0
  return write4(v, write4(v, p, high), n - high * 10_000)
}

/** Writes an integer below 10^digits with leading zeros. */
const writeFixed = (v: DataView, p: number, value: number, digits: number): number => {
  if (digits > 8) {
    const high = Math.floor(value / 100_000_000)
    return write8(v, writeFixed(v, p, high, digits - 8), value - high * 100_000_000)
  }
  if (digits > 4) {
    const high = (value / 10_000) | 0
    return write4(v, writeFixed(v, p, high, digits - 4), value - high * 10_000)
  }
  v.setInt32(p, (digits4[value] as number) >>> (32 - 8 * digits), true)
  return p + digits
}

/** Writes an integer at a scale as a quoted decimal. */
export const writeDecimal = (
  b: Uint8Array,
  v: DataView,
  at: number,
  value: number,
  scale: number,
): number => {
  let p = at
  b[p++] = 34
  if (scale === 0) p = writeInt(b, v, p, value)
  else {
    let n = value
    if (n < 0) {
      b[p++] = 45
      n = -n
    }
    const unit = pow10[scale] as number
    const whole = Math.floor(n / unit)
    p = writeNatural(v, p, whole)
    b[p++] = 46
    p = writeFixed(v, p, n - whole * unit, scale)
  }
  b[p] = 34
  return p + 1
}

/** Writes a text of plain ASCII, quoted. */
export const writeToken = (b: Uint8Array, at: number, text: string): number => {
  let p = at
  b[p++] = 34
  for (let i = 0; i < text.length; i++) b[p++] = text.charCodeAt(i)
  b[p] = 34
  return p + 1
}

/** Writes any well-formed text, escaped as JSON.stringify escapes it. */
export const writeText = (b: Uint8Array, at: number, text: string): number =>
  writeUtf8(b, at, JSON.stringify(text))

/** Writes flat levels as pairs of quoted decimals. */
export const writeLevels = (
  b: Uint8Array,
  v: DataView,
  at: number,
  levels: ReadonlyArray<number>,
  scales: Scales,
): number => {
  let p = at
  b[p++] = 91
  for (let i = 0; i < levels.length; i += 2) {
    if (i > 0) b[p++] = 44
    b[p++] = 91
    p = writeDecimal(b, v, p, levels[i] as number, scales.price)
    b[p++] = 44
    p = writeDecimal(b, v, p, levels[i + 1] as number, scales.qty)
    b[p++] = 93
  }
  b[p] = 93
  return p + 1
}
