const tables: ReadonlyArray<Int32Array> = (() => {
  const made = Array.from({ length: 16 }, () => new Int32Array(256))
  const first = made[0] as Int32Array
  for (let n = 0; n < 256; n++) {
    let c = n
    for (let k = 0; k < 8; k++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1
    first[n] = c
  }
  for (let i = 1; i < 16; i++) {
    const table = made[i] as Int32Array
    const below = made[i - 1] as Int32Array
    for (let n = 0; n < 256; n++) {
      const c = below[n] as number
      table[n] = (c >>> 8) ^ (first[c & 255] as number)
    }
  }
  return made
})()
type Tables16 = readonly [...Tables8, ...Tables8]
type Tables8 = readonly [...Tables4, ...Tables4]
type Tables4 = readonly [Int32Array, Int32Array, Int32Array, Int32Array]
const [t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, tA, tB, tC, tD, tE, tF] =
  tables as unknown as Tables16

/** The CRC-32 of every single byte, before the first and the last inversion. */
export const crcOfByte: Int32Array = t0

/**
 * The CRC-32 (IEEE 802.3, as in zlib and gzip) of the bytes `[start, end)`, as an unsigned integer.
 * Sixteen bytes at a time; ask `viewOf` for the view.
 */
export const crc32 = (v: DataView, start: number, end: number): number => {
  let crc = -1
  let p = start
  for (const last = end - 16; p <= last; p += 16) {
    const a = crc ^ v.getInt32(p, true)
    const b = v.getInt32(p + 4, true)
    const c = v.getInt32(p + 8, true)
    const d = v.getInt32(p + 12, true)
    crc =
      (tF[a & 255] as number) ^
      (tE[(a >>> 8) & 255] as number) ^
      (tD[(a >>> 16) & 255] as number) ^
      (tC[a >>> 24] as number) ^
      (tB[b & 255] as number) ^
      (tA[(b >>> 8) & 255] as number) ^
      (t9[(b >>> 16) & 255] as number) ^
      (t8[b >>> 24] as number) ^
      (t7[c & 255] as number) ^
      (t6[(c >>> 8) & 255] as number) ^
      (t5[(c >>> 16) & 255] as number) ^
      (t4[c >>> 24] as number) ^
      (t3[d & 255] as number) ^
      (t2[(d >>> 8) & 255] as number) ^
      (t1[(d >>> 16) & 255] as number) ^
      (t0[d >>> 24] as number)
  }
  for (const last = end - 4; p <= last; p += 4) {
    const a = crc ^ v.getInt32(p, true)
    crc =
      (t3[a & 255] as number) ^
      (t2[(a >>> 8) & 255] as number) ^
      (t1[(a >>> 16) & 255] as number) ^
      (t0[a >>> 24] as number)
  }
  for (; p < end; p++) crc = (crc >>> 8) ^ (t0[(crc ^ v.getUint8(p)) & 255] as number)
  return ~crc >>> 0
}
