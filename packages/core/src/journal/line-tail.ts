import { crc32 } from './crc32'
import type { LineFault } from './line-fault'
import { lineFault } from './line-fault'
import { readUtf8 } from './utf8'
import { wordsOf } from './words'

/** The bytes from a line's CRC to its end, without the newline: `,"crc":"9f3a01c2"}`. */
export const crcTail = 18

/** Ends the line `[start, end)` with its CRC and a newline, and returns the place behind them. */
export const writeTail = (b: Uint8Array, v: DataView, start: number, end: number): number => {
  const crc = crc32(v, start, end)
  v.setInt32(end, opening0, true)
  v.setInt32(end + 4, opening4, true)
  v.setInt32(end + 8, hexOf(crc >>> 16), true)
  v.setInt32(end + 12, hexOf(crc & 0xffff), true)
  b[end + 16] = 34
  b[end + 17] = 125
  b[end + 18] = 10
  return end + 19
}

/** What is wrong with the CRC at the end of the line `[start, end)`, or `null`. */
export const crcFault = (
  b: Uint8Array,
  v: DataView,
  start: number,
  end: number,
): LineFault | null => {
  const at = end - crcTail
  if (at <= start || !isTail(b, v, at)) return lineFault('torn', 'crc', 'the line has no crc')
  const wanted = crc32(v, start, at)
  const isGood =
    v.getInt32(at + 8, true) === hexOf(wanted >>> 16) &&
    v.getInt32(at + 12, true) === hexOf(wanted & 0xffff)
  if (isGood) return null
  const found = readUtf8(b, at + 8, at + 16) ?? ''
  if (!/^[0-9a-f]{8}$/.test(found)) return lineFault('torn', 'crc', 'the line has no crc')
  return lineFault('crc', 'crc', `crc is ${found}, the bytes give ${hex32(wanted)}`)
}

/** Whether the key of a CRC stands at `at`, and the end of a line behind its eight digits. */
export const isTail = (b: Uint8Array, v: DataView, at: number): boolean =>
  at + crcTail <= v.byteLength &&
  v.getInt32(at, true) === opening0 &&
  v.getInt32(at + 4, true) === opening4 &&
  b[at + 16] === 34 &&
  b[at + 17] === 125

const [opening0, opening4] = wordsOf(',"crc":"').values as unknown as [number, number]

/** The two hex digits of every byte, as half words. */
const hexPairs = Int32Array.from({ length: 256 }, (_, byte) => {
  const text = hex32(byte)
  return text.charCodeAt(6) | (text.charCodeAt(7) << 8)
})

/** Four hex digits as a word. */
const hexOf = (half: number): number =>
  (hexPairs[half >>> 8] as number) | ((hexPairs[half & 255] as number) << 16)

function hex32(n: number): string {
  return n.toString(16).padStart(8, '0')
}
