import { crc32 as zlibCrc32 } from 'node:zlib'

import fc from 'fast-check'

import { crc32, viewOf } from '../../src'

describe('crc32', () => {
  it('gives the check value of the standard', () => {
    expect(crc32(viewOf(Buffer.from('123456789')), 0, 9)).toBe(0xcbf43926)
    expect(crc32(viewOf(Buffer.from('')), 0, 0)).toBe(0)
  })

  it('agrees with zlib on any stretch of any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(40), fc.nat(40), (bytes, from, cut) => {
        const start = Math.min(from, bytes.length)
        const end = Math.max(start, bytes.length - cut)
        expect(crc32(viewOf(bytes), start, end)).toBe(zlibCrc32(bytes.subarray(start, end)))
      }),
      { seed: 61, numRuns: 2_000 },
    )
  })
})
