import fc from 'fast-check'

import { isWellFormed, readUtf8, utf8Of, writeUtf8 } from '../../src'

const text = fc.string({ unit: 'binary', maxLength: 60 })
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

const read = (bytes: Uint8Array): string | null => {
  try {
    return strict.decode(bytes)
  } catch {
    return null
  }
}

describe('utf8', () => {
  it('is written as Node writes it, and comes back', () => {
    fc.assert(
      fc.property(text, fc.nat(5), (s, at) => {
        const expected = Buffer.from(s)
        expect(Buffer.from(utf8Of(s)).equals(expected)).toBe(true)
        const bytes = new Uint8Array(at + expected.length)
        expect(writeUtf8(bytes, at, s)).toBe(at + expected.length)
        expect(readUtf8(bytes, at, bytes.length)).toBe(s)
      }),
      { seed: 62, numRuns: 2_000 },
    )
  })

  it('is read as the strict decoder of the platform reads it, whatever the bytes', () => {
    const nearly = fc
      .tuple(text, fc.array(fc.tuple(fc.nat(200), fc.nat(255)), { maxLength: 3 }))
      .map(([s, edits]) => {
        const bytes = Uint8Array.from(utf8Of(s))
        for (const [place, byte] of edits) if (place < bytes.length) bytes[place] = byte
        return bytes
      })
    const lead = fc.constantFrom(0xc0, 0xc1, 0xc2, 0xe0, 0xed, 0xef, 0xf0, 0xf4, 0xf5, 0xff)
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 8 }),
      nearly,
      fc
        .tuple(lead, fc.uint8Array({ min: 0x7f, max: 0xc1, maxLength: 4 }))
        .map(([first, rest]) => Uint8Array.from([first, ...rest])),
    )
    fc.assert(
      fc.property(bytes, (any) => {
        expect(readUtf8(any, 0, any.length)).toBe(read(any))
      }),
      { seed: 63, numRuns: 10_000 },
    )
  })

  it('knows which texts have a UTF-8 form at all', () => {
    const units = fc
      .array(fc.constantFrom(0x41, 0xd800, 0xdbff, 0xdc00, 0xdfff, 0xe000), { maxLength: 5 })
      .map((codes) => String.fromCharCode(...codes))
    fc.assert(
      fc.property(units, (s) => {
        expect(isWellFormed(s)).toBe(encodeURIsafe(s))
      }),
      { seed: 64, numRuns: 1_000 },
    )
  })

  it.each([
    ['an overlong form', [0xc0, 0xaf]],
    ['a longer overlong form', [0xe0, 0x80, 0xaf]],
    ['the longest overlong form', [0xf0, 0x80, 0x80, 0xaf]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
    ['what is above the last code point', [0xf4, 0x90, 0x80, 0x80]],
    ['a cut-off character', [0xe2, 0x82]],
    ['a stray continuation', [0x80]],
    ['a byte that is never used', [0xff]],
  ])('refuses %s', (_, bytes) => {
    expect(readUtf8(Uint8Array.from(bytes), 0, bytes.length)).toBeNull()
  })

  it('reads texts longer than one run of characters', () => {
    const long = 'aé€😀'.repeat(3_000)
    const bytes = utf8Of(long)
    expect(readUtf8(bytes, 0, bytes.length)).toBe(long)
  })
})

/** encodeURI throws on a lone surrogate, and on nothing else. */
const encodeURIsafe = (s: string): boolean => {
  try {
    encodeURI(s)
    return true
  } catch {
    return false
  }
}
