import fc from 'fast-check'
import { isLeft, isRight } from 'fp-ts/Either'

import type { Entry, LineCodec, Message } from '../../src'
import { entryOfJson, jsonOfEntry, lineCodec } from '../../src'
import { anyListed, anyMessage, isMessage, messageTypes } from '../support/any-message'
import { entryOf, lineBytesOf, withCrc } from '../support/lines'

/** A codec that has seen an instrument, as every reader has before a line about it. */
const having = (codec: LineCodec, listing: Entry): LineCodec => {
  lineBytesOf(codec, listing)
  return codec
}

const writer = lineCodec()
const reader = lineCodec()

const anyCase = (type: Message['type']) =>
  anyListed.chain((listed) =>
    fc
      .tuple(
        anyMessage(type, listed),
        fc.maxSafeNat(),
        fc.option(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER })),
      )
      .map(([message, at, cause]) => ({
        listing: entryOf(listed, 1),
        entry: { ...entryOf(message, 8, cause), at: at as Entry['at'] },
      })),
  )

describe.each(messageTypes)('a line of %s', (type) => {
  it('comes back from its bytes as it was, and its bytes from it', () => {
    fc.assert(
      fc.property(anyCase(type), ({ listing, entry }) => {
        expect(isMessage(entry.message)).toBe(true)
        const codec = having(writer, listing)
        const line = lineBytesOf(codec, entry)
        expect(line.length).toBeLessThanOrEqual(codec.sizeMax(entry))
        const decoded = having(reader, listing).decode(line, 0, line.length - 1, 'check')
        expect(decoded).toEqual({ _tag: 'Right', right: entry })
        if (isRight(decoded)) expect(lineBytesOf(codec, decoded.right)).toStrictEqual(line)
      }),
      { seed: 71, numRuns: 80 },
    )
  })

  it('is what JSON.stringify writes, and what JSON.parse and io-ts read', () => {
    fc.assert(
      fc.property(anyCase(type), ({ listing, entry }) => {
        const codec = having(writer, listing)
        const line = lineBytesOf(codec, entry)
        const json = JSON.stringify(jsonOfEntry(entry, codec.scales))
        expect(Buffer.from(withCrc(json.slice(0, -1))).toString()).toBe(
          Buffer.from(line).toString().slice(0, -1),
        )
        expect(entryOfJson(json, codec.scales)).toEqual({ _tag: 'Right', right: entry })
      }),
      { seed: 72, numRuns: 50 },
    )
  })

  it('is refused when it is cut anywhere, and never makes the reader throw', () => {
    fc.assert(
      fc.property(anyCase(type), ({ listing, entry }) => {
        const codec = having(writer, listing)
        const line = lineBytesOf(codec, entry)
        const accepted = Array.from(line.subarray(0, -1).keys()).filter(
          (end) => !isLeft(codec.decode(line, 0, end, end % 2 === 0 ? 'trust' : 'check')),
        )
        expect(accepted).toStrictEqual([])
      }),
      { seed: 73, numRuns: 3 },
    )
  })
})
