import { crc32, crcOfByte } from './crc32'
import { crcTail, isTail } from './line-tail'
import { utf8Of } from './utf8'
import { viewOf } from './words'

/** The CRC-32 of a whole stretch of bytes, by something faster at long stretches than core is. */
export type CrcOf = (bytes: Uint8Array) => number

/** Core's own, for where none is handed in. */
export const crcOfHere: CrcOf = (bytes) => crc32(viewOf(bytes), 0, bytes.length)

/**
 * Whether every line of a block says its own CRC, found with one CRC over the whole block.
 *
 * CRCs are linear: that of two texts in a row follows from theirs and the second one's length. So
 * what the lines say gives the CRC the block must have. A block with a single bad line never
 * passes, as the difference it makes never vanishes; two or more pass as often as any 32-bit check
 * lets damage pass, once in 2^32. `false` may also mean that a line cannot be looked at this way:
 * the lines are then to be checked one by one.
 */
export const areLinesSound = (
  b: Uint8Array,
  v: DataView,
  start: number,
  end: number,
  crcOf: CrcOf,
): boolean => {
  const { shifts, digitShares, zeroTail } = tables()
  let crc = 0
  for (let p = start; p < end;) {
    const newline = b.indexOf(10, p)
    const at = newline - crcTail
    const size = newline + 1 - p
    if (newline < 0 || newline >= end || at <= p || size >> powersOf2 !== 0) return false
    if (!isTail(b, v, at)) return false
    let line = zeroTail
    for (let i = 0; i < 8; i++) line ^= digitShares[(i << 8) | (b[at + 8 + i] as number)] as number
    crc = followedBy(shifts, crc, size) ^ line
    p = newline + 1
  }
  return crc >>> 0 === crcOf(b.subarray(start, end))
}

/** Lines of 2^20 bytes or more are looked at one by one. */
const powersOf2 = 20

type Tables = {
  /** What each byte of a CRC becomes when 2^k more bytes follow, for every k. */
  readonly shifts: Int32Array
  /**
   * What the byte in the place of each digit adds to the CRC of a tail: as a byte of the tail, and
   * as a digit of the CRC of all that stands before it. A byte that is no digit stands for a digit
   * of its neighbour, so that it never adds the same as the right one.
   */
  readonly digitShares: Int32Array
  /** The CRC of a line whose CRC is said to be 0, from that CRC on: tail and newline. */
  readonly zeroTail: number
}

let made: Tables | null = null

/** Made when they are first needed: most commands start without them. */
const tables = (): Tables => {
  if (made !== null) return made
  const shifts = shiftTable()
  const zeroTail = crc32(viewOf(utf8Of(',"crc":"00000000"}\n')), 0, crcTail + 1)
  made = { shifts, digitShares: digitTable(shifts), zeroTail }
  return made
}

const shiftTable = (): Int32Array => {
  const shifts = new Int32Array(powersOf2 << 10)
  for (let i = 0; i < 1 << 10; i++) {
    const crc = (i & 255) << (8 * (i >> 8))
    shifts[i] = (crc >>> 8) ^ (crcOfByte[crc & 255] as number)
  }
  for (let k = 1; k < powersOf2; k++)
    for (let i = 0; i < 1 << 10; i++) {
      const crc = (i & 255) << (8 * (i >> 8))
      shifts[(k << 10) | i] = shifted(shifts, k - 1, shifted(shifts, k - 1, crc))
    }
  return shifts
}

const digitTable = (shifts: Int32Array): Int32Array =>
  Int32Array.from({ length: 8 << 8 }, (_, i) => {
    const [place, byte] = [i >> 8, i & 255]
    const digit = '0123456789abcdef'.indexOf(String.fromCharCode(byte))
    const position = 28 - 4 * place
    const says = digit < 0 ? 1 << ((position + 4) % 32) : digit << position
    const asByte = followedBy(shifts, shifts[byte ^ 48] as number, 10 - place)
    return followedBy(shifts, says, crcTail + 1) ^ asByte
  })

const shifted = (shifts: Int32Array, k: number, crc: number): number => {
  const at = k << 10
  return (
    (shifts[at | (crc & 255)] as number) ^
    (shifts[at | 256 | ((crc >>> 8) & 255)] as number) ^
    (shifts[at | 512 | ((crc >>> 16) & 255)] as number) ^
    (shifts[at | 768 | (crc >>> 24)] as number)
  )
}

/** What a CRC becomes when so many bytes follow, before theirs is added. */
const followedBy = (shifts: Int32Array, crc: number, bytes: number): number => {
  let now = crc
  for (let n = bytes, k = 0; n !== 0; n >>>= 1, k++)
    if ((n & 1) !== 0) now = shifted(shifts, k, now)
  return now
}
