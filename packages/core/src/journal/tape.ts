import type { Entry } from '../events/entry'
import type { Count } from '../units/count'
import type { Digest } from '../units/digest'
import { noDigest } from '../units/digest'
import type { Instrument } from '../units/instrument'
import type { Hasher, NewHasher } from './digest'
import type { Dialect } from './dialect'
import { knownDialects } from './known-dialects'
import type { LineCodec } from './line-codec'
import { lineCodec } from './line-codec'
import { utf8Of } from './utf8'

/** What a seal says of the bytes since the last one. */
export type Seal = { readonly lines: Count; readonly bytes: Count; readonly digest: Digest }

/**
 * Lines on their way to a file: encodes entries one behind the other, and keeps the seal chain
 * over their bytes. It holds what was not yet taken, and nothing else.
 */
export type Tape = {
  readonly put: (entry: Entry) => void
  /** How many lines were put on it in all. */
  readonly lines: () => number
  /** Lines and bytes since the last seal began. */
  readonly linesSinceSeal: () => number
  readonly bytesSinceSeal: () => number
  /** Ends the sealed stretch; the line put next begins the following one. */
  readonly seal: () => Seal
  /** How many bytes were put on it in all. */
  readonly bytes: () => number
  /** The SHA-256 of the journal's first line, in hex. */
  readonly origin: () => string
  /** How many bytes wait to be taken. */
  readonly size: () => number
  /** The waiting bytes. The view is good until the next `put`; `drop` says they were taken. */
  readonly waiting: () => Uint8Array
  readonly drop: (bytes: number) => void
  readonly codec: LineCodec
}

/** Where a tape goes on: behind a seal, with so many lines before and the symbols they listed. */
export type TapeStart = {
  readonly lines: number
  /** The seal's own bytes, which are the first of the stretch that follows it. */
  readonly sealed: Uint8Array
  readonly sealDigest: string
  readonly instruments: Readonly<Record<string, Instrument>>
  readonly origin: string
}

/** An empty tape for lines in a dialect: for a journal's first, or for the one behind a seal. */
export const newTape = (
  newHasher: NewHasher,
  dialect: Dialect = knownDialects.newest,
  start: TapeStart | null = null,
): Tape => {
  const codec = lineCodec(dialect)
  let buffer: Uint8Array = new Uint8Array(1 << 17)
  let from = 0
  let to = 0
  let hashed = 0
  let { lines, sealedLines, sealedBytes, hasher, origin } = begin(newHasher, codec, start)
  let taken = 0
  const hashUpTo = (end: number): void => {
    if (end > hashed) hasher.update(buffer.subarray(hashed, end))
    sealedBytes += end - hashed
    hashed = end
  }
  const makeRoom = (size: number): void => {
    if (to + size <= buffer.length) return
    hashUpTo(to)
    buffer = withRoom(buffer, from, to, size)
    to -= from
    hashed = to
    from = 0
  }
  return {
    codec,
    put: (entry) => {
      makeRoom(codec.sizeMax(entry))
      const at = to
      to = codec.encode(buffer, at, entry)
      if (lines === 0) origin = digestOfBytes(newHasher, buffer.subarray(at, to))
      lines += 1
    },
    lines: () => lines,
    linesSinceSeal: () => lines - sealedLines,
    bytesSinceSeal: () => sealedBytes + (to - hashed),
    seal: () => {
      hashUpTo(to)
      const seal = {
        lines: (lines - sealedLines) as Count,
        bytes: sealedBytes as Count,
        digest: hasher.hex() as Digest,
      }
      hasher = chained(newHasher, seal.digest)
      sealedLines = lines
      sealedBytes = 0
      return seal
    },
    bytes: () => taken + to - from,
    origin: () => origin,
    size: () => to - from,
    waiting: () => buffer.subarray(from, to),
    drop: (bytes) => {
      from += bytes
      taken += bytes
      if (from === to) {
        hashUpTo(to)
        from = 0
        to = 0
        hashed = 0
      }
    },
  }
}

/** A buffer that begins with the waiting bytes, and has room for so many more. */
const withRoom = (buffer: Uint8Array, from: number, to: number, size: number): Uint8Array => {
  const waiting = to - from
  const isMoveEnough = waiting + size <= buffer.length >> 1
  const target = isMoveEnough ? buffer : new Uint8Array(Math.max(buffer.length, waiting + size) * 2)
  target.set(buffer.subarray(from, to))
  return target
}

const begin = (newHasher: NewHasher, codec: LineCodec, start: TapeStart | null) => {
  const hasher = chained(newHasher, start?.sealDigest ?? noDigest)
  if (start === null) return { lines: 0, sealedLines: 0, sealedBytes: 0, hasher, origin: '' }
  const { lines, sealed, instruments, origin } = start
  hasher.update(sealed)
  codec.list(Object.values(instruments))
  return { lines, sealedLines: lines - 1, sealedBytes: sealed.length, hasher, origin }
}

const digestOfBytes = (newHasher: NewHasher, bytes: Uint8Array): string => {
  const hasher = newHasher()
  hasher.update(bytes)
  return hasher.hex()
}

/** A hasher that has taken in the digest it chains from. */
export const chained = (newHasher: NewHasher, previous: string): Hasher => {
  const hasher = newHasher()
  hasher.update(utf8Of(previous))
  return hasher
}
