import { aQuote, anInstrument, lineCodec, newTape, noDigest } from '../../src'
import { entryOf, lineBytesOf } from '../support/lines'
import { sha256 } from '../support/sha256'

const listing = entryOf(anInstrument(), 1)
const codec = lineCodec()
const first = Buffer.from(lineBytesOf(codec, listing))
const quoteAt = (seq: number) => entryOf(aQuote(), seq)

const sealOver = (previous: string, bytes: Uint8Array): string => {
  const hasher = sha256()
  hasher.update(Buffer.from(previous))
  hasher.update(bytes)
  return hasher.hex()
}

describe('a tape', () => {
  it('holds the lines that were put and not yet taken', () => {
    const tape = newTape(sha256)
    tape.put(listing)
    expect(Buffer.from(tape.waiting()).equals(first)).toBe(true)
    tape.drop(10)
    expect(Buffer.from(tape.waiting()).equals(first.subarray(10))).toBe(true)
    tape.drop(first.length - 10)
    expect(tape.size()).toBe(0)
  })

  it('seals what came since the last seal, chained, however the bytes were taken', () => {
    const all: Array<Buffer> = []
    const tape = newTape(sha256)
    let digest: string = noDigest
    let since = Buffer.alloc(0)
    tape.put(listing)
    since = Buffer.concat([since, first])
    for (let seq = 2; seq < 3_000; seq++) {
      const line = Buffer.from(lineBytesOf(codec, quoteAt(seq)))
      tape.put(quoteAt(seq))
      since = Buffer.concat([since, line])
      expect(tape.bytesSinceSeal()).toBe(since.length)
      if (seq % 700 === 0) {
        all.push(Buffer.from(tape.waiting()))
        tape.drop(tape.size())
      } else if (seq % 7 === 0) {
        all.push(Buffer.from(tape.waiting().subarray(0, 100)))
        tape.drop(100)
      }
      if (seq % 900 === 0) {
        digest = sealOver(digest, since)
        const lines = tape.linesSinceSeal()
        expect(tape.seal()).toStrictEqual({ lines, bytes: since.length, digest })
        expect([tape.linesSinceSeal(), tape.bytesSinceSeal()]).toStrictEqual([0, 0])
        since = Buffer.alloc(0)
      }
    }
    all.push(Buffer.from(tape.waiting()))
    const expected = [first]
    for (let seq = 2; seq < 3_000; seq++)
      expected.push(Buffer.from(lineBytesOf(codec, quoteAt(seq))))
    expect(Buffer.concat(all).equals(Buffer.concat(expected))).toBe(true)
  })
})
