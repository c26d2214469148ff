import type { FileFailure, JournalWriter } from '@shadowtape/adapters'
import { newSha256, readBlocks } from '@shadowtape/adapters'
import type {
  Count,
  Digest,
  Entry,
  Envelope,
  LineCodec,
  Message,
  Seq,
  SessionOpened,
  Tape,
  TimestampUs,
} from '@shadowtape/core'
import {
  canonicalJson,
  catalogueDigest,
  digestOfText,
  lineCodec,
  newEnvelope,
  newTape,
  newViewer,
  readEnvelope,
} from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import { codecOf } from '../journals/codec-of'
import type { Runs } from './runs'
import { runsOf } from './runs'
import { salvagedInputs } from './salvaged-inputs'

/** What a salvage came to. */
export type Salvaged = {
  /** Lines of the damaged journal that were taken over, and lines that were written in all. */
  readonly kept: number
  readonly written: number
  readonly gaps: number
  readonly bytesLost: number
  readonly isClosed: boolean
}

/** Why nothing was salvaged: the first line is not the header, or a file failed. */
export type SalvageFailure = FileFailure | { readonly type: 'NoHeader' }

/** A salvage under way: what was taken over of the old journal, and where the new one stands. */
type Salvage = {
  readonly writer: JournalWriter
  codec: LineCodec
  readonly tape: Tape
  readonly runs: Runs
  readonly envelope: Envelope
  readonly viewOf: ReturnType<typeof newViewer>
  seq: number
  at: number
  lastOld: number
  kept: number
  gaps: number
  /** Bytes that were passed over since the last line that was kept, and in all. */
  waitingBytes: number
  bytesLost: number
  isClosed: boolean
  failed: SalvageFailure | null
}

const flushAt = 1 << 16

/**
 * Writes what can be read of a damaged journal as a new one, through the ordinary writer: lines are
 * numbered anew, causes with them, everything is sealed anew, and each gap is a line of its own. A
 * line is taken over when its CRC and its form are good, and its seq and time behind those before.
 */
export const salvage = (path: string, writer: JournalWriter): Either<SalvageFailure, Salvaged> => {
  const now: Salvage = {
    ...{ writer, codec: lineCodec(), tape: newTape(newSha256), runs: runsOf() },
    ...{ seq: 0, at: 0, lastOld: 0, kept: 0, gaps: 0, waitingBytes: 0, bytesLost: 0 },
    ...{ isClosed: false, failed: null, envelope: newEnvelope(), viewOf: newViewer() },
  }
  const read = readBlocks(path, (b, start, end) => {
    for (let p = start; p < end && now.failed === null;) {
      const newline = b.indexOf(10, p)
      look(now, b, p, newline)
      flush(now, flushAt)
      p = newline + 1
    }
    return now.failed === null ? 'go on' : 'stop'
  })
  if (isLeft(read)) return read
  now.waitingBytes += read.right.tornBytes
  if (now.kept === 0) now.failed ??= { type: 'NoHeader' }
  else if (now.waitingBytes > 0 && !now.isClosed) gap(now, null)
  flush(now, 0)
  const { kept, seq: written, gaps, isClosed, failed } = now
  if (failed !== null) return left(failed)
  return right({ kept, written, gaps, bytesLost: now.bytesLost + now.waitingBytes, isClosed })
}

/** Takes a line over, or passes it over; nothing follows a close. */
const look = (now: Salvage, b: Buffer, start: number, newline: number): void => {
  if (now.kept === 0) now.codec = codecOf(b, start, newline)
  // nor is it decoded: a listing that is passed over would teach scales that no line says
  const isPast = now.isClosed || isBehind(now, b, start, newline)
  const decoded = isPast ? null : now.codec.decode(b, start, newline, 'check')
  const entry = decoded === null || isLeft(decoded) ? null : decoded.right
  const isNext = entry !== null && entry.seq > now.lastOld && entry.at >= now.at
  if (now.kept === 0 && (!isNext || entry.message.type !== 'SessionOpened'))
    now.failed = { type: 'NoHeader' }
  else if (isNext) take(now, entry)
  else now.waitingBytes += newline + 1 - start
}

const isBehind = (now: Salvage, b: Buffer, start: number, newline: number): boolean => {
  const { envelope, codec } = now
  const isRead = readEnvelope(b, now.viewOf(b), start, newline, envelope, codec.dialect.names)
  return isRead && (envelope.seq <= now.lastOld || envelope.at < now.at)
}

const take = (now: Salvage, entry: Entry): void => {
  if (now.waitingBytes > 0 || entry.seq !== now.lastOld + 1) gap(now, entry.seq - 1)
  now.at = entry.at
  now.lastOld = entry.seq
  now.kept += 1
  now.runs.line(entry.seq, now.seq + 1)
  const { message } = entry
  if (message.type === 'Sealed') return seal(now)
  const cause = entry.cause === null ? null : (now.runs.newOf(entry.cause) as Seq)
  if (message.type === 'SessionOpened') return put(now, cause, headerOf(message))
  if (message.type === 'SegmentOpened') {
    const [origin, predecessor] = [now.tape.origin() as Digest, now.tape.seal().digest]
    return put(now, cause, { ...message, origin, predecessor })
  }
  if (message.type !== 'SessionClosed') return put(now, cause, message)
  now.isClosed = true
  const lines = (now.seq + 1) as Count
  put(now, cause, { ...message, lines, digest: now.tape.seal().digest })
}

/** Says what is missing since the last line that was kept. */
const gap = (now: Salvage, upTo: number | null): void => {
  const fromSeq = (now.lastOld + 1) as Seq
  const toSeq = upTo === null || upTo < fromSeq ? null : (upTo as Seq)
  now.gaps += 1
  now.bytesLost += now.waitingBytes
  now.runs.gap(now.seq + 1)
  const bytes = now.waitingBytes as Count
  put(now, now.seq as Seq, { type: 'LinesLost', bytes, fromSeq, toSeq })
  seal(now)
  now.waitingBytes = 0
}

const put = (now: Salvage, cause: Seq | null, message: Message): void => {
  now.seq += 1
  now.tape.put({ seq: now.seq as Seq, at: now.at as TimestampUs, cause, message })
}

const seal = (now: Salvage): void => {
  put(now, now.seq as Seq, { type: 'Sealed', ...now.tape.seal(), stateDigest: null })
}

const flush = (now: Salvage, sizeMin: number): void => {
  const { tape, writer, failed } = now
  if (tape.size() < sizeMin || failed !== null) return
  const written = writer.write(tape.waiting())
  if (isLeft(written)) now.failed = written.left
  tape.drop(tape.size())
}

const headerOf = (opened: SessionOpened): SessionOpened => {
  const inputs = salvagedInputs as SessionOpened['inputs']
  const catalogue = catalogueDigest(newSha256)
  const { configDigest: _, ...plain } = { ...opened, inputs, catalogue }
  return { ...plain, configDigest: digestOfText(newSha256, canonicalJson(plain)) }
}
