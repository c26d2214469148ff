/** Writes a text as UTF-8 at `at` and returns the place behind it. The text must be well formed. */
export const writeUtf8 = (bytes: Uint8Array, at: number, text: string): number => {
  let p = at
  for (let i = 0; i < text.length; i++) {
    const c = text.codePointAt(i) as number
    if (c < 0x80) bytes[p++] = c
    else if (c < 0x800) {
      bytes[p++] = 0xc0 | (c >> 6)
      bytes[p++] = 0x80 | (c & 63)
    } else if (c < 0x10000) {
      bytes[p++] = 0xe0 | (c >> 12)
      bytes[p++] = 0x80 | ((c >> 6) & 63)
      bytes[p++] = 0x80 | (c & 63)
    } else {
      bytes[p++] = 0xf0 | (c >> 18)
      bytes[p++] = 0x80 | ((c >> 12) & 63)
      bytes[p++] = 0x80 | ((c >> 6) & 63)
      bytes[p++] = 0x80 | (c & 63)
      i++
    }
  }
  return p
}

/** The UTF-8 bytes of a text. */
export const utf8Of = (text: string): Uint8Array => {
  const bytes = new Uint8Array(text.length * 3)
  return bytes.subarray(0, writeUtf8(bytes, 0, text))
}

/** Reads UTF-8 strictly: `null` for an overlong form, a surrogate, a cut-off or a stray byte. */
export const readUtf8 = (bytes: Uint8Array, start: number, end: number): string | null => {
  const parts: Array<string> = []
  let run: Array<number> = []
  for (let p = start; p < end;) {
    const first = bytes[p] as number
    const size = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4
    if (size === 0 || first > 0xf4 || p + size > end) return null
    let c = size === 1 ? first : first & (0x7f >> size)
    for (let i = 1; i < size; i++) {
      const next = bytes[p + i] as number
      if ((next & 0xc0) !== 0x80) return null
      c = (c << 6) | (next & 63)
    }
    if ((size === 3 && (c < 0x800 || (c >= 0xd800 && c < 0xe000))) || (size === 4 && c < 0x10000))
      return null
    if (c > 0x10ffff) return null
    run.push(c)
    p += size
    if (run.length === 4096) {
      parts.push(String.fromCodePoint(...run))
      run = []
    }
  }
  parts.push(String.fromCodePoint(...run))
  return parts.join('')
}
