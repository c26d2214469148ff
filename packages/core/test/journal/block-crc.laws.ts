import { crc32 as zlibCrc32 } from 'node:zlib'

import fc from 'fast-check'

import { areLinesSound, crcFault, crcOfHere, crcTail, viewOf } from '../../src'
import { withCrc } from '../support/lines'

const anyLine = fc
  .uint8Array({ minLength: 1, maxLength: 700 })
  .map((bytes) => withCrc(bytes.map((byte) => (byte === 10 ? 32 : byte))))

const blockOf = (lines: ReadonlyArray<Uint8Array>): Buffer =>
  Buffer.concat(lines.flatMap((line) => [line, Uint8Array.of(10)]))

const isSound = (block: Uint8Array): boolean =>
  areLinesSound(block, viewOf(block), 0, block.length, (bytes) => zlibCrc32(bytes))

/** The oracle: every line checked by itself. */
const isEachSound = (block: Buffer): boolean => {
  for (let p = 0; p < block.length;) {
    const newline = block.indexOf(10, p)
    if (newline < 0 || crcFault(block, viewOf(block), p, newline) !== null) return false
    p = newline + 1
  }
  return true
}

describe('one CRC over a whole block', () => {
  it('passes lines that are sound, wherever the block stands in its bytes', () => {
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 12 }), fc.nat(40), (lines, before) => {
        const block = Buffer.concat([Buffer.alloc(before, 120), blockOf(lines)])
        const here = areLinesSound(block, viewOf(block), before, block.length, crcOfHere)
        expect(here).toBe(true)
        expect(isSound(blockOf(lines))).toBe(true)
      }),
      { seed: 101, numRuns: 300 },
    )
  })

  it('says of any damage to one place what a look at each line says', () => {
    fc.assert(
      fc.property(
        fc.array(anyLine, { minLength: 1, maxLength: 6 }),
        fc.nat(),
        fc.uint8Array({ minLength: 1, maxLength: 40 }),
        (lines, place, damage) => {
          const block = blockOf(lines)
          block.set(damage.subarray(0, block.length - (place % block.length)), place % block.length)
          expect(isSound(block)).toBe(isEachSound(block))
        },
      ),
      { seed: 102, numRuns: 2_000 },
    )
  })

  it('passes no other byte in the place of any byte of a tail', () => {
    const block = blockOf(['one', 'two', '{"seq":3'].map(withCrc))
    const end = block.lastIndexOf(10, block.length - 2)
    for (let at = end - crcTail; at <= end; at++)
      for (let byte = 0; byte < 256; byte++) {
        const changed = Buffer.from(block)
        changed[at] = byte
        expect(isSound(changed)).toBe(byte === block[at])
      }
  })

  it('leaves a line of a mebibyte, and one without an end, to a closer look', () => {
    const long = blockOf([withCrc(Buffer.alloc(1 << 20, 120))])
    expect(isEachSound(long)).toBe(true)
    expect(isSound(long)).toBe(false)
    const torn = blockOf([withCrc('x')]).subarray(0, -1)
    expect(isSound(torn)).toBe(false)
  })
})
