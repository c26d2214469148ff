/**
 * Four bytes at a time: a text as the little-endian 32-bit words that cover it, from its start on;
 * the last word may overlap the one before. The byte order is said at every read and write, so a
 * word means the same on every machine.
 */
export type Words = { readonly size: number; readonly at: ReadonlyArray<Word> }

/** The word that stands `offset` bytes behind the start of its text. */
export type Word = { readonly offset: number; readonly value: number }

/** The words of a plain ASCII text of at least four letters. */
export const wordsOf = (text: string): Words => {
  const at: Array<Word> = []
  for (let offset = 0; offset + 4 < text.length; offset += 4)
    at.push({ offset, value: wordAt(text, offset) })
  at.push({ offset: text.length - 4, value: wordAt(text, text.length - 4) })
  return { size: text.length, at }
}

/** Whether a text stands at `p` and ends before `end`. */
export const isAt = (v: DataView, p: number, end: number, { size, at }: Words): boolean => {
  if (p + size > end) return false
  for (let i = 0; i < at.length; i++) {
    const word = at[i] as Word
    if (v.getInt32(p + word.offset, true) !== word.value) return false
  }
  return true
}

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
export const digits4: Int32Array = Int32Array.from({ length: 10_000 }, (_, n) => {
  const digits = [n / 1_000, (n / 100) % 10, (n / 10) % 10, n % 10].map(Math.floor)
  return digits.reduce((word, digit, i) => word | ((48 + digit) << (8 * i)), 0)
})

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
