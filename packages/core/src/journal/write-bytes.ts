import { pow10 } from '../units/decimal'
import type { Scales } from './scales'
import { writeUtf8 } from './utf8'

/** Writes a safe integer in decimal and returns the place behind it. */
export const writeInt = (b: Uint8Array, at: number, value: number): number => {
  let p = at
  let n = value
  if (n < 0) {
    b[p++] = 45
    n = -n
  }
  if (n < 100_000_000) return writeSmall(b, p, n)
  const high = Math.floor(n / 100_000_000)
  const low = n - high * 100_000_000
  return writeFixed(b, writeInt(b, p, high), low, 8)
}

/** Writes an integer below 10^8 in as many digits as it has. */
const writeSmall = (b: Uint8Array, p: number, value: number): number => {
  let n = value | 0
  if (n < 10) {
    b[p] = 48 + n
    return p + 1
  }
  const size =
    n < 100
      ? 2
      : n < 1_000
        ? 3
        : n < 10_000
          ? 4
          : n < 100_000
            ? 5
            : n < 1_000_000
              ? 6
              : n < 10_000_000
                ? 7
                : 8
  for (let q = p + size - 1; q >= p; q--) {
    const tenth = (n / 10) | 0
    b[q] = 48 + n - tenth * 10
    n = tenth
  }
  return p + size
}

/** Writes an integer below 10^digits with leading zeros. */
const writeFixed = (b: Uint8Array, p: number, value: number, digits: number): number => {
  if (digits > 8) {
    const high = Math.floor(value / 100_000_000)
    return writeFixed(b, writeFixed(b, p, high, digits - 8), value - high * 100_000_000, 8)
  }
  let n = value | 0
  for (let q = p + digits - 1; q >= p; q--) {
    const tenth = (n / 10) | 0
    b[q] = 48 + n - tenth * 10
    n = tenth
  }
  return p + digits
}

/** Writes an integer at a scale as a quoted decimal. */
export const writeDecimal = (b: Uint8Array, at: number, value: number, scale: number): number => {
  let p = at
  b[p++] = 34
  if (scale === 0) p = writeInt(b, p, value)
  else {
    let n = value
    if (n < 0) {
      b[p++] = 45
      n = -n
    }
    const unit = pow10[scale] as number
    const whole = Math.floor(n / unit)
    p = writeInt(b, p, whole)
    b[p++] = 46
    p = writeFixed(b, p, n - whole * unit, scale)
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
  at: number,
  levels: ReadonlyArray<number>,
  scales: Scales,
): number => {
  let p = at
  b[p++] = 91
  for (let i = 0; i < levels.length; i += 2) {
    if (i > 0) b[p++] = 44
    b[p++] = 91
    p = writeDecimal(b, p, levels[i] as number, scales.price)
    b[p++] = 44
    p = writeDecimal(b, p, levels[i + 1] as number, scales.qty)
    b[p++] = 93
  }
  b[p] = 93
  return p + 1
}

/** Writes eight lower-case hex digits. */
export const writeHex32 = (b: Uint8Array, at: number, value: number): number => {
  for (let i = 0; i < 8; i++) {
    const digit = (value >>> (28 - i * 4)) & 15
    b[at + i] = digit < 10 ? 48 + digit : 87 + digit
  }
  return at + 8
}
