const tables: ReadonlyArray<Int32Array> = (() => {
  const made = Array.from({ length: 8 }, () => new Int32Array(256))
  const first = made[0] as Int32Array
  for (let n = 0; n < 256; n++) {
    let c = n
    for (let k = 0; k < 8; k++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1
    first[n] = c
  }
  for (let i = 1; i < 8; i++) {
    const table = made[i] as Int32Array
    const below = made[i - 1] as Int32Array
    for (let n = 0; n < 256; n++) {
      const c = below[n] as number
      table[n] = (c >>> 8) ^ (first[c & 255] as number)
    }
  }
  return made
})()
const [t0, t1, t2, t3, t4, t5, t6, t7] = tables as [
  Int32Array,
  Int32Array,
  Int32Array,
  Int32Array,
  Int32Array,
  Int32Array,
  Int32Array,
  Int32Array,
]

/** The CRC-32 (IEEE 802.3, as in zlib and gzip) of `bytes[start, end)`, as an unsigned integer. */
export const crc32 = (bytes: Uint8Array, start: number, end: number): number => {
  let c = -1
  let i = start
  for (const last = end - 7; i < last; i += 8) {
    c ^=
      (bytes[i] as number) |
      ((bytes[i + 1] as number) << 8) |
      ((bytes[i + 2] as number) << 16) |
      ((bytes[i + 3] as number) << 24)
    c =
      (t7[c & 255] as number) ^
      (t6[(c >>> 8) & 255] as number) ^
      (t5[(c >>> 16) & 255] as number) ^
      (t4[c >>> 24] as number) ^
      (t3[bytes[i + 4] as number] as number) ^
      (t2[bytes[i + 5] as number] as number) ^
      (t1[bytes[i + 6] as number] as number) ^
      (t0[bytes[i + 7] as number] as number)
  }
  for (; i < end; i++) c = (c >>> 8) ^ (t0[(c ^ (bytes[i] as number)) & 255] as number)
  return ~c >>> 0
}
