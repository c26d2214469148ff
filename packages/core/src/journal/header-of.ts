import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import type { SessionOpened } from '../events/session-opened'
import { catalogueDigest, formatVersion } from './catalogue'
import type { Dialects } from './dialect'
import { catalogueOfHeader, dialectNamed } from './dialect'
import type { NewHasher } from './digest'
import type { LineCodec } from './line-codec'
import { lineCodec } from './line-codec'
import type { LineFault } from './line-fault'
import { lineFault } from './line-fault'
import { crcFault } from './line-tail'
import { readUtf8 } from './utf8'

/** A journal's header, and the codec that its catalogue asks for, which has read it. */
export type Header = { readonly opened: SessionOpened; readonly codec: LineCodec }

/** The header that a journal's first line `[start, end)` is, or what keeps it from being one. */
export const headerOf = (
  newHasher: NewHasher,
  dialects: Dialects,
  b: Uint8Array,
  v: DataView,
  start: number,
  end: number,
): Either<LineFault, Header> => {
  const version = newerFormat(b, v, start, end)
  if (version !== null) return left(version)
  const catalogue = catalogueOfHeader(b, start, end)
  const codec = lineCodec(catalogue === null ? dialects.newest : dialectNamed(dialects, catalogue))
  const entry = codec.decode(b, start, end, 'check')
  if (isLeft(entry))
    return left(otherCatalogue(newHasher, dialects, codec, catalogue, entry.left) ?? entry.left)
  const { message } = entry.right
  return message.type === 'SessionOpened'
    ? right({ opened: message, codec })
    : left(lineFault('order', 'type', `a journal begins with SessionOpened, not ${message.type}`))
}

/**
 * A header that is whole but not of our shape, and names another catalogue of messages, is no
 * damage: another version of the engine wrote it.
 */
const otherCatalogue = (
  newHasher: NewHasher,
  dialects: Dialects,
  codec: LineCodec,
  found: string | null,
  { kind }: LineFault,
): LineFault | null => {
  if (kind !== 'shape' || found === null || found === codec.dialect.catalogue) return null
  const ours = catalogueDigest(newHasher, dialects.newest)
  if (found === ours) return null
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
