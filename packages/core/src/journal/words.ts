/**
 * Four bytes at a time: a text as the little-endian 32-bit words that cover it, from its start on;
 * the last word ends where the text ends, and may overlap the one before. The byte order is said
 * at every read and write, so a word means the same on every machine.
 */
export type Words = { readonly size: number; readonly values: Int32Array }

/** The words of a plain ASCII text of at least four letters. */
export const wordsOf = (text: string): Words => {
  const values = Int32Array.from({ length: (text.length + 3) >> 2 }, (_, i) =>
    wordAt(text, offsetOf(text.length, i)),
  )
  return { size: text.length, values }
}

/** The words of a text, each with its distance from the text's start. */
export const placedWords = ({ size, values }: Words): ReadonlyArray<readonly [number, number]> =>
  Array.from(values, (value, i) => [offsetOf(size, i), value])

/** Whether a text stands at `p` and ends before `end`. */
export const isAt = (v: DataView, p: number, end: number, { size, values }: Words): boolean => {
  if (p + size > end) return false
  const last = values.length - 1
  for (let i = 0; i < last; i++) if (v.getInt32(p + 4 * i, true) !== values[i]) return false
  return v.getInt32(p + size - 4, true) === values[last]
}

const offsetOf = (size: number, i: number): number => Math.min(4 * i, size - 4)

/** Gives the view of an array of bytes, and the same one again for the same array. */
export const newViewer = (): ((b: Uint8Array) => DataView) => {
  let last: Uint8Array = new Uint8Array(0)
  let view = viewOf(last)
  return (b) => {
    if (b === last) return view
    last = b
    view = viewOf(b)
    return view
  }
}

/** The words of an array of bytes. */
export const viewOf = (b: Uint8Array): DataView =>
  new DataView(b.buffer, b.byteOffset, b.byteLength)

/** The four digits of every number below 10,000, leading zeros included, as words. */
export const digits4 = new Int32Array(10_000)
for (let n = 0, a = 48; a < 58; a++)
  for (let b = 48; b < 58; b++)
    for (let c = 48; c < 58; c++)
      for (let d = 48; d < 58; d++) digits4[n++] = a | (b << 8) | (c << 16) | (d << 24)

/** The number that a word of four digits says; -1 where a byte of it is no digit. */
export const ofDigits4 = (word: number): number => {
  const areDigits =
    (word & 0xf0f0f0f0) === 0x30303030 && ((word + 0x06060606) & 0xf0f0f0f0) === 0x30303030
  if (!areDigits) return -1
  const digits = word & 0x0f0f0f0f
  const pairs = (Math.imul(digits, 10) + (digits >>> 8)) & 0x00ff00ff
  return (pairs & 0xffff) * 100 + (pairs >>> 16)
}

const wordAt = (text: string, offset: number): number =>
  text.charCodeAt(offset) |
  (text.charCodeAt(offset + 1) << 8) |
  (text.charCodeAt(offset + 2) << 16) |
  (text.charCodeAt(offset + 3) << 24)
