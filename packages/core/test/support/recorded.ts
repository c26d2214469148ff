import type {
  Digest,
  Entry,
  Message,
  ReplayPowers,
  ReplayStop,
  Session,
  Strategy,
  TimestampUs,
} from '../../src'
import {
  isLinkMessage,
  knownDialects,
  lineCodec,
  newTape,
  noDigest,
  openSession,
  reExecution,
  storyStartUs,
} from '../../src'
import type { History } from './any-history'
import { lineBytesOf } from './lines'
import { sha256 } from './sha256'

/** What a recording left: its journal, its lines as entries, and the session at its end. */
export type Recording = {
  readonly bytes: Uint8Array
  readonly entries: ReadonlyArray<Entry>
  readonly session: Session
}

/** Records a history to its close. */
export const recorded = (
  { opened, inputs }: History,
  strategy: unknown,
  dialect = knownDialects.newest,
): Recording => {
  const start = storyStartUs as TimestampUs
  const session = openSession(opened, start, strategy as Strategy, sha256, newTape(sha256, dialect))
  const entries = [...session.opening]
  for (const { at, input } of inputs) entries.push(...session.record(at, input))
  const end = (inputs.at(-1)?.at ?? start) + 1_000_000
  entries.push(...session.close(end as TimestampUs, 'END_OF_INPUT'))
  return { bytes: session.tape.waiting().slice(), entries, session }
}

/** What a replay of sessions of one strategy needs. */
export const powersWith = (strategy: unknown): ReplayPowers => ({
  newHasher: sha256,
  strategyFor: () => strategy as Strategy,
  isEqual: (a, b) => Buffer.compare(a, b) === 0,
})

/** Re-executes a journal in blocks of about so many bytes, cut after whole lines. */
export const replayed = (
  bytes: Uint8Array,
  strategy: unknown,
  blockSize = bytes.length,
  onEqual?: (equal: Uint8Array) => void,
  dialects = knownDialects,
): ReplayStop | null => {
  const replay = reExecution(powersWith(strategy), onEqual, dialects)
  for (let start = 0; start < bytes.length;) {
    const newline = bytes.indexOf(10, start + blockSize - 1)
    const end = newline < 0 ? bytes.length : newline + 1
    const stop = replay.block(bytes, start, end)
    if (stop !== null) return stop
    start = end
  }
  return replay.end()
}

/** The lines of a journal as entries, by the codec. */
export const entriesOf = (bytes: Uint8Array): ReadonlyArray<Entry> => {
  const codec = lineCodec()
  const entries: Array<Entry> = []
  for (let p = 0; p < bytes.length; p = bytes.indexOf(10, p) + 1) {
    const entry = codec.decode(bytes, p, bytes.indexOf(10, p), 'check')
    if (entry._tag === 'Left') throw new Error(entry.left.says)
    entries.push(entry.right)
  }
  return entries
}

/** Writes entries anew as a journal whose CRCs, seals and closing digest are all good. */
export const resealed = (entries: ReadonlyArray<Entry>): Uint8Array => {
  const codec = lineCodec()
  const lines: Array<Uint8Array> = []
  let since: Array<Uint8Array> = []
  let digest: string = noDigest
  for (const entry of entries) {
    const covered = Buffer.concat(since)
    const isSeal = isLinkMessage(entry.message)
    if (isSeal) digest = digestAfter(digest, covered)
    const line = lineBytesOf(codec, {
      ...entry,
      message: sealing(entry.message, { lines: since.length, bytes: covered.length, digest }),
    })
    since = isSeal ? [line] : [...since, line]
    lines.push(line)
  }
  return Buffer.concat(lines)
}

const sealing = (message: Message, seal: object): Message => {
  if (message.type === 'Sealed') return { ...message, ...seal }
  if (message.type === 'SegmentOpened')
    return { ...message, predecessor: (seal as { digest: Digest }).digest }
  if (message.type !== 'SessionClosed') return message
  return { ...message, digest: (seal as { digest: Digest }).digest }
}

const digestAfter = (previous: string, bytes: Uint8Array): string => {
  const hasher = sha256()
  hasher.update(Buffer.from(previous))
  hasher.update(bytes)
  return hasher.hex()
}
