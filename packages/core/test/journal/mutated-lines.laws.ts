import fc from 'fast-check'
import { isLeft, isRight } from 'fp-ts/Either'

import { entryOfJson, jsonOfEntry, lineCodec, readUtf8 } from '../../src'
import { anyListed, anyMessage, messageTypes } from '../support/any-message'
import { bodyOf, entryOf, lineBytesOf, withCrc } from '../support/lines'

type Mutation = (line: Buffer) => Buffer

const spliced =
  (place: number, removed: number, inserted: Uint8Array | string): Mutation =>
  (line) => {
    const at = place % (line.length + 1)
    const bytes = Buffer.from(inserted as string)
    return Buffer.concat([line.subarray(0, at), bytes, line.subarray(at + removed)])
  }

const place = fc.nat(2_000)

/** What stands for a number, a text or a part of either, and is not how a writer writes it. */
const strange = fc.constantFrom(
  ...['00', '01', '-0', '-0.00', '1e5', '1E5', '1.0', '.5', '+1', '0x1', 'NaN', 'null', 'true'],
  ...[' ', '\t', '"', '\\', '\\u0041', '\\/', ',', ':', '{', '}', '[', ']', '[]', '{}'],
  ...['\u00e9', '\u{1f600}', '\u2028', '9007199254740993', '"x":1,', '"type":"x",', '-'],
)

const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.tuple(place, fc.nat(255)).map(([at, byte]) => spliced(at, 1, Uint8Array.of(byte))),
  fc.tuple(place, fc.nat(255)).map(([at, byte]) => spliced(at, 0, Uint8Array.of(byte))),
  fc.tuple(place, fc.integer({ min: 1, max: 8 })).map(([at, size]) => spliced(at, size, '')),
  fc.tuple(place, fc.nat(3), strange).map(([at, size, text]) => spliced(at, size, text)),
  fc.tuple(place, fc.integer({ min: 1, max: 20 })).map(
    ([at, size]): Mutation =>
      (line) =>
        spliced(
          at % line.length,
          0,
          line.subarray(at % line.length, (at % line.length) + size),
        )(line),
  ),
  fc
    .tuple(fc.nat(30), fc.oneof(strange, fc.nat(99).map(String)))
    .map(([nth, text]): Mutation => (line) => {
      const digits = [...line.toString('latin1').matchAll(/[0-9]+/g)]
      const match = digits[nth % digits.length]
      return match === undefined ? line : spliced(match.index, match[0].length, text)(line)
    }),
  fc.constant((line: Buffer) => Buffer.concat([line, Uint8Array.of(0xff, 0xc0, 0x80)])),
)

const anyLine = anyListed.chain((listed) =>
  fc
    .constantFrom(...messageTypes)
    .chain((type) => anyMessage(type, listed))
    .map((message) => ({ listing: entryOf(listed, 1), entry: entryOf(message, 8, 3) })),
)

describe('a mutated line with a good CRC', () => {
  const codec = lineCodec()

  it('is refused, or is what the oracle accepts and the writer would have written', () => {
    let accepted = 0
    fc.assert(
      fc.property(
        anyLine,
        fc.array(mutation, { minLength: 1, maxLength: 3 }),
        (line, mutations) => {
          lineBytesOf(codec, line.listing)
          const body = Buffer.from(bodyOf(lineBytesOf(codec, line.entry)))
          const mutated = withCrc(mutations.reduce<Buffer>((bytes, mutate) => mutate(bytes), body))
          const before = new Map(codec.scales)
          const decoded = codec.decode(mutated, 0, mutated.length, 'check')
          const text = readUtf8(mutated, 0, mutated.length)
          const oracle = text === null ? null : entryOfJson(text, before)
          if (isLeft(decoded)) {
            expect(decoded.left.says).not.toBe('')
            if (oracle !== null && isRight(oracle)) {
              const json = JSON.stringify(jsonOfEntry(oracle.right, codec.scales)).slice(0, -1)
              expect(Buffer.from(withCrc(json)).equals(mutated)).toBe(false)
            }
            return
          }
          accepted += 1
          expect(oracle).toStrictEqual(decoded)
          const again = lineBytesOf(codec, decoded.right)
          expect(Buffer.from(again.subarray(0, -1)).equals(mutated)).toBe(true)
        },
      ),
      { seed: 81, numRuns: 4_000 },
    )
    // the law must have met both kinds
    expect(accepted).toBeGreaterThan(100)
  })

  it('never passes when its CRC is not made good', () => {
    fc.assert(
      fc.property(
        anyLine,
        place,
        fc.integer({ min: 1, max: 255 }),
        ({ listing, entry }, at, flip) => {
          lineBytesOf(codec, listing)
          const line = lineBytesOf(codec, entry).slice(0, -1)
          const index = at % line.length
          line[index] = (line[index] ?? 0) ^ flip
          expect(isLeft(codec.decode(line, 0, line.length, 'check'))).toBe(true)
        },
      ),
      { seed: 82, numRuns: 1_000 },
    )
  })
})
