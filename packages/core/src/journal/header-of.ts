import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import type { SessionOpened } from '../events/session-opened'
import { catalogueText, formatVersion } from './catalogue'
import type { NewHasher } from './digest'
import { digestOfText } from './digest-of'
import type { LineCodec } from './line-codec'
import type { LineFault } from './line-fault'
import { lineFault } from './line-fault'
import { crcFault } from './line-tail'
import { readUtf8 } from './utf8'

/** The header that a journal's first line `[start, end)` is, or what keeps it from being one. */
export const headerOf = (
  codec: LineCodec,
  newHasher: NewHasher,
  b: Uint8Array,
  v: DataView,
  start: number,
  end: number,
): Either<LineFault, SessionOpened> => {
  const version = newerFormat(b, v, start, end)
  if (version !== null) return left(version)
  const entry = codec.decode(b, start, end, 'check')
  if (isLeft(entry)) return left(otherCatalogue(b, start, end, entry.left, newHasher) ?? entry.left)
  const { message } = entry.right
  return message.type === 'SessionOpened'
    ? right(message)
    : left(lineFault('order', 'type', `a journal begins with SessionOpened, not ${message.type}`))
}

/**
 * A header that is whole but not of our shape, and names another catalogue of messages, is no
 * damage: another version of the engine wrote it.
 */
const otherCatalogue = (
  b: Uint8Array,
  start: number,
  end: number,
  { kind }: LineFault,
  newHasher: NewHasher,
): LineFault | null => {
  const found = /"catalogue":"([0-9a-f]{64})"/.exec(readUtf8(b, start, end) ?? '')?.[1]
  const ours = digestOfText(newHasher, catalogueText())
  if (kind !== 'shape' || found === undefined || found === ours) return null
  const says =
    `the journal's message catalogue is ${found.slice(0, 12)}…, ` +
    `this engine's is ${ours.slice(0, 12)}…: another version wrote it`
  return lineFault('version', 'catalogue', says)
}

/**
 * A header of a newer format is refused before anything else is looked at, unless its own CRC says
 * that the number is damage.
 */
const newerFormat = (b: Uint8Array, v: DataView, start: number, end: number): LineFault | null => {
  const match = /"formatVersion":([0-9]{1,9})[,}]/.exec(readUtf8(b, start, end) ?? '')
  const version = Number(match?.[1] ?? formatVersion)
  if (version <= formatVersion || crcFault(b, v, start, end)?.kind === 'crc') return null
  return lineFault(
    'version',
    'formatVersion',
    `the journal is of format ${version}; this engine reads up to ${formatVersion}`,
  )
}
