import { isLeft, left, right } from 'fp-ts/Either'
import type { Either } from 'fp-ts/Either'

import { canonicalJson } from '../base/canonical-json'
import type { Entry } from '../events/entry'
import type { Dialects } from './dialect'
import { dialectOfHeader } from './dialect'
import { entryOfJson, jsonOfEntry } from './json-line'
import { knownDialects } from './known-dialects'
import type { LineCodec } from './line-codec'
import { lineCodec } from './line-codec'
import type { LineFault } from './line-fault'
import { lineFault } from './line-fault'
import type { FaultAt } from './bytes-checker'
import { crcTail } from './line-tail'
import { readUtf8 } from './utf8'

/**
 * Holds every line to the law that decoding and encoding give it back, in blocks of whole lines:
 * by the reader and the writer of bytes, and by JSON and io-ts, which must read the same message. A
 * past version goes to the newest and back on both ways.
 */
export type RoundTrip = {
  readonly block: (b: Uint8Array, start: number, end: number) => FaultAt | null
  /** Lines that came back as they were. */
  readonly lines: () => number
  /** Lines whose version is not the newest. */
  readonly upgraded: () => number
}

/** A round trip before the first line. CRCs are not looked at. */
export const roundTrip = (dialects: Dialects = knownDialects): RoundTrip => {
  let codec = lineCodec(dialects.newest)
  let lines = 0
  let upgraded = 0
  return {
    lines: () => lines,
    upgraded: () => upgraded,
    block: (b, start, end) => {
      for (let p = start; p < end;) {
        const newline = b.indexOf(10, p)
        const to = newline < 0 || newline >= end ? end : newline
        if (lines === 0) codec = lineCodec(dialectOfHeader(dialects, b, p, to))
        const entry = throughBoth(codec, b, p, to)
        if (isLeft(entry)) return { line: lines + 1, fault: entry.left }
        lines += 1
        if (codec.dialect.spoken.get(entry.right.message.type)?.up !== null) upgraded += 1
        p = to + 1
      }
      return null
    },
  }
}

const throughBoth = (
  codec: LineCodec,
  b: Uint8Array,
  start: number,
  end: number,
): Either<LineFault, Entry> => {
  const text = readUtf8(b, start, end)
  if (text === null) return left(lineFault('json', null, 'the line is not UTF-8'))
  const oracle = entryOfJson(text, codec.scales, codec.dialect)
  if (isLeft(oracle)) return oracle
  const read = codec.decode(b, start, end, 'trust')
  if (isLeft(read)) return read
  const fast = read.right
  const field = otherField(fast, oracle.right)
  if (field !== null) return left(unlike(field, `the two readers read another ${field}`))
  const again = new Uint8Array(codec.sizeMax(fast))
  const size = codec.encode(again, 0, fast) - 1
  const written = readUtf8(again, 0, size)
  if (written !== text) return left(unlike(null, 'the writer of bytes writes another line'))
  const json = JSON.stringify(jsonOfEntry(oracle.right, codec.scales, codec.dialect))
  const body = text.slice(0, text.length - crcTail)
  return json === `${body}}` ? right(fast) : left(unlike(null, 'JSON writes another line'))
}

const unlike = (field: string | null, says: string): LineFault =>
  lineFault('not canonical', field, says)

/** The first member that two entries have otherwise. */
const otherField = (one: Entry, other: Entry): string | null => {
  const [a, b] = [flat(one), flat(other)]
  return (
    Object.keys({ ...a, ...b }).find((name) => canonicalJson(a[name]) !== canonicalJson(b[name])) ??
    null
  )
}

const flat = ({ message, ...place }: Entry): Readonly<Record<string, unknown>> => ({
  ...place,
  ...message,
})
