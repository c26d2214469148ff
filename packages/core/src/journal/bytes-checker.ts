import { isLeft } from 'fp-ts/Either'

import type { SessionClosed } from '../events/session-closed'
import type { SessionOpened } from '../events/session-opened'
import { formatVersion } from './catalogue'
import type { NewHasher } from './digest'
import { noDigest } from './digest'
import type { Envelope } from './line-codec'
import { crcFault, lineCodec, readEnvelope, typeTable } from './line-codec'
import type { LineFault } from './line-fault'
import { lineFault } from './line-fault'
import type { Cursor } from './read-bytes'
import { readUtf8 } from './utf8'
import { chained } from './tape'

/** What the checker has found so far. */
export type Checked = {
  lines: number
  bytes: number
  seals: number
  /** The last line inside sealed history. */
  sealedLines: number
  at: number
  opened: SessionOpened | null
  closed: SessionClosed | null
}

/** A fault and the line, from 1, that has it. */
export type FaultAt = { readonly line: number; readonly fault: LineFault }

/**
 * Checks a journal's bytes, in blocks of whole lines: CRCs, seq, time, causes, seals, the header
 * first and the close last. It reads no message but those it needs.
 */
export type BytesChecker = {
  readonly found: Checked
  readonly block: (b: Uint8Array, start: number, end: number) => FaultAt | null
}

/** A checker before the first line. */
export const bytesChecker = (newHasher: NewHasher): BytesChecker => {
  const codec = lineCodec()
  const types = typeTable()
  const cursor: Cursor = { p: 0 }
  const envelope: Envelope = { seq: 0, at: 0, cause: null, type: 'ClockAdvanced', p: 0 }
  const found: Checked = {
    lines: 0,
    bytes: 0,
    seals: 0,
    sealedLines: 0,
    at: 0,
    opened: null,
    closed: null,
  }
  let hasher = chained(newHasher, noDigest)
  let lines = 0
  let bytes = 0

  const sealed = (b: Uint8Array, start: number, end: number): LineFault | null => {
    const entry = codec.decode(b, start, end, 'trust')
    if (isLeft(entry)) return entry.left
    const { message } = entry.right
    if (message.type !== 'Sealed' && message.type !== 'SessionClosed') return null
    const digest = hasher.hex()
    if (message.type === 'Sealed' && (message.lines !== lines || message.bytes !== bytes)) {
      const [is, of] = [
        `${message.lines} lines and ${message.bytes} bytes`,
        `${lines} and ${bytes}`,
      ]
      return lineFault('seal', 'lines', `the seal covers ${is}, but ${of} came before it`)
    }
    if (message.digest !== digest)
      return lineFault('seal', 'digest', `the seal is ${message.digest}, the bytes give ${digest}`)
    if (message.type === 'SessionClosed') found.closed = message
    hasher = chained(newHasher, digest)
    lines = 0
    bytes = 0
    found.seals += 1
    found.sealedLines = found.lines
    return null
  }

  const header = (b: Uint8Array, start: number, end: number): LineFault | null => {
    const version = newerFormat(b, start, end)
    if (version !== null) return version
    const entry = codec.decode(b, start, end, 'check')
    if (isLeft(entry)) return entry.left
    if (entry.right.message.type !== 'SessionOpened')
      return lineFault(
        'order',
        'type',
        `a journal begins with SessionOpened, not ${entry.right.message.type}`,
      )
    found.opened = entry.right.message
    return null
  }

  const check = (b: Uint8Array, start: number, end: number): LineFault | null => {
    if (found.closed !== null) return lineFault('order', null, 'a line follows SessionClosed')
    if (found.opened === null) {
      const fault = header(b, start, end)
      if (fault !== null) return fault
    }
    const fault = crcFault(b, start, end)
    if (fault !== null) return fault
    if (!readEnvelope(b, start, end, cursor, types, envelope)) {
      const entry = codec.decode(b, start, end, 'trust')
      return isLeft(entry) && isInEnvelope(entry.left)
        ? entry.left
        : lineFault('not canonical', null, 'the line is not written the one canonical way')
    }
    const { seq, at, cause } = envelope
    if (seq !== found.lines + 1)
      return lineFault('order', 'seq', `seq is ${seq}, not ${found.lines + 1}`)
    if (at < found.at) return lineFault('order', 'at', `at is ${at}, before ${found.at}`)
    if (cause !== null && cause >= seq)
      return lineFault('order', 'cause', `cause is ${cause}, which is not before ${seq}`)
    found.at = at
    return null
  }

  return {
    found,
    block: (b, start, end) => {
      let hashedTo = start
      for (let p = start; p < end;) {
        const newline = b.indexOf(10, p)
        if (newline < 0 || newline >= end)
          return { line: found.lines + 1, fault: lineFault('torn', null, 'the line has no end') }
        const fault = check(b, p, newline)
        if (fault !== null) return { line: found.lines + 1, fault }
        if (envelope.type === 'Sealed' || envelope.type === 'SessionClosed') {
          hasher.update(b.subarray(hashedTo, p))
          hashedTo = p
          const broken = sealed(b, p, newline)
          if (broken !== null) return { line: found.lines + 1, fault: broken }
        }
        found.lines += 1
        lines += 1
        bytes += newline + 1 - p
        found.bytes += newline + 1 - p
        p = newline + 1
      }
      hasher.update(b.subarray(hashedTo, end))
      return null
    },
  }
}

/** The checker knows no scales, so of what the codec finds only the envelope can be believed. */
const isInEnvelope = ({ kind, field }: LineFault): boolean =>
  kind === 'json' || ['seq', 'at', 'cause', 'type'].includes(field ?? '')

/**
 * A header of a newer format is refused before anything else is looked at, unless its own CRC says
 * that the number is damage.
 */
const newerFormat = (b: Uint8Array, start: number, end: number): LineFault | null => {
  const match = /"formatVersion":([0-9]{1,9})[,}]/.exec(readUtf8(b, start, end) ?? '')
  const version = Number(match?.[1] ?? formatVersion)
  if (version <= formatVersion || crcFault(b, start, end)?.kind === 'crc') return null
  return lineFault(
    'version',
    'formatVersion',
    `the journal is of format ${version}; this engine reads up to ${formatVersion}`,
  )
}
