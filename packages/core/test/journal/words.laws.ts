import fc from 'fast-check'

import { digits4, isAt, newViewer, ofDigits4, viewOf, wordsOf } from '../../src'

const wordAt = (text: string): number => viewOf(Buffer.from(text, 'latin1')).getInt32(0, true)

describe('four bytes at a time', () => {
  it('every number below 10,000 has its four digits, and is read back from them', () => {
    for (let n = 0; n < 10_000; n++) {
      const text = String(n).padStart(4, '0')
      expect(digits4[n]).toBe(wordAt(text))
      expect(ofDigits4(wordAt(text))).toBe(n)
    }
  })

  it('a word with any byte that is no digit says no number', () => {
    for (const place of [0, 1, 2, 3])
      for (let byte = 0; byte < 256; byte++) {
        const bytes = Buffer.from('1234')
        bytes[place] = byte
        const isDigit = byte >= 48 && byte <= 57
        expect(ofDigits4(viewOf(bytes).getInt32(0, true)) >= 0).toBe(isDigit)
      }
  })

  it('a text is found where it stands whole, and nowhere else', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[ -~]{4,24}$/),
        fc.nat(9),
        fc.nat(30),
        fc.nat(255),
        (text, before, place, byte) => {
          const words = wordsOf(text)
          const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(text, 'latin1')])
          expect(isAt(viewOf(bytes), before, bytes.length, words)).toBe(true)
          expect(isAt(viewOf(bytes), before, bytes.length - 1, words)).toBe(false)
          expect(isAt(viewOf(bytes), before + 1, bytes.length, words)).toBe(false)
          const at = before + (place % text.length)
          const isChanged = bytes[at] !== byte
          bytes[at] = byte
          expect(isAt(viewOf(bytes), before, bytes.length, words)).toBe(!isChanged)
        },
      ),
      { seed: 91, numRuns: 500 },
    )
  })

  it('a view is made once for an array, and anew for another', () => {
    const viewer = newViewer()
    const [a, b] = [Buffer.from('abcd'), Buffer.from('efgh')]
    expect(viewer(a)).toBe(viewer(a))
    expect(viewer(b).getUint8(0)).toBe(101)
    expect(viewer(a).getUint8(0)).toBe(97)
  })
})
