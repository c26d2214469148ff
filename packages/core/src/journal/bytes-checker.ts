import { isLeft } from 'fp-ts/Either'

import type { SessionClosed } from '../events/session-closed'
import type { SessionOpened } from '../events/session-opened'
import { noDigest } from '../units/digest'
import type { CrcOf } from './block-crc'
import { areLinesSound, crcOfHere } from './block-crc'
import { isLink, isLinkMessage, linkOf } from './chain-link'
import type { Dialects } from './dialect'
import { dialectNamed } from './dialect'
import type { Hasher, NewHasher } from './digest'
import type { Envelope } from './envelope'
import { newEnvelope, readEnvelope } from './envelope'
import { headerOf } from './header-of'
import { knownDialects } from './known-dialects'
import type { LineCodec } from './line-codec'
import { lineCodec } from './line-codec'
import type { LineFault } from './line-fault'
import { lineFault } from './line-fault'
import { crcFault } from './line-tail'
import { chained } from './tape'
import { viewOf } from './words'

/** What the checker has found so far; lines are counted from the journal's first. */
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

/** Takes each sound line `[start, end)`, its envelope read; a fault it returns ends the check. */
export type OnLine = (
  b: Uint8Array,
  v: DataView,
  start: number,
  envelope: Envelope,
  end: number,
) => LineFault | null

/** Where a check goes on behind a seal: what is known of the lines up to it, and its own bytes. */
export type CheckStart = {
  readonly opened: SessionOpened
  readonly seq: number
  readonly at: number
  readonly sealed: Uint8Array
  readonly sealDigest: string
}

/** A checker before the first line, or behind a seal. */
export const bytesChecker = (
  newHasher: NewHasher,
  crcOf: CrcOf = crcOfHere,
  onLine: OnLine = () => null,
  dialects: Dialects = knownDialects,
  start: CheckStart | null = null,
): BytesChecker => {
  const found: Checked = {
    lines: start?.seq ?? 0,
    bytes: 0,
    seals: 0,
    sealedLines: start === null ? 0 : start.seq - 1,
    at: start?.at ?? 0,
    opened: start?.opened ?? null,
    closed: null,
  }
  const check: Check = {
    newHasher,
    crcOf,
    found,
    onLine,
    dialects,
    codec: lineCodec(
      start === null ? dialects.newest : dialectNamed(dialects, start.opened.catalogue),
    ),
    envelope: newEnvelope(),
    hasher: chained(newHasher, start?.sealDigest ?? noDigest),
    lines: start === null ? 0 : 1,
    bytes: start?.sealed.length ?? 0,
  }
  if (start !== null) check.hasher.update(start.sealed)
  return { found, block: (b, start, end) => checkBlock(check, b, start, end) }
}

/** A check under way. */
type Check = {
  readonly newHasher: NewHasher
  readonly crcOf: CrcOf
  readonly found: Checked
  readonly onLine: OnLine
  readonly dialects: Dialects
  /** The journal's own, once its header says which. */
  codec: LineCodec
  readonly envelope: Envelope
  /** The seal chain, and how many lines and bytes came since the last seal. */
  hasher: Hasher
  lines: number
  bytes: number
}

const checkBlock = (check: Check, b: Uint8Array, start: number, end: number): FaultAt | null => {
  const { found, envelope, onLine } = check
  const v = viewOf(b)
  const crc = areLinesSound(b, v, start, end, check.crcOf) ? 'trust' : 'check'
  let hashedTo = start
  for (let p = start; p < end;) {
    const newline = b.indexOf(10, p)
    if (newline < 0 || newline >= end)
      return faultAt(check, lineFault('torn', null, 'the line has no end'))
    const fault = lineFaultOf(check, b, v, p, newline, crc)
    if (fault !== null) return faultAt(check, fault)
    if (isLink(envelope.type)) {
      check.hasher.update(b.subarray(hashedTo, p))
      hashedTo = p
      const broken = sealFault(check, b, p, newline)
      if (broken !== null) return faultAt(check, broken)
    }
    const refused = onLine(b, v, p, envelope, newline)
    if (refused !== null) return faultAt(check, refused)
    const size = newline + 1 - p
    found.lines += 1
    found.bytes += size
    check.lines += 1
    check.bytes += size
    p = newline + 1
  }
  check.hasher.update(b.subarray(hashedTo, end))
  return null
}

const faultAt = ({ found }: Check, fault: LineFault): FaultAt => ({ line: found.lines + 1, fault })

const lineFaultOf = (
  check: Check,
  b: Uint8Array,
  v: DataView,
  start: number,
  end: number,
  crc: 'check' | 'trust',
): LineFault | null => {
  const { found, envelope } = check
  if (found.closed !== null) return lineFault('order', null, 'a line follows SessionClosed')
  if (found.opened === null) {
    const header = headerOf(check.newHasher, check.dialects, b, v, start, end)
    if (isLeft(header)) return header.left
    found.opened = header.right.opened
    check.codec = header.right.codec
  }
  const fault = crc === 'check' ? crcFault(b, v, start, end) : null
  if (fault !== null) return fault
  if (!readEnvelope(b, v, start, end, envelope, check.codec.dialect.names)) {
    const entry = check.codec.decode(b, start, end, 'trust')
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

/** What is wrong with a seal, which must cover all bytes since the last one. */
const sealFault = (check: Check, b: Uint8Array, start: number, end: number): LineFault | null => {
  const { found, codec, lines, bytes } = check
  const entry = codec.decode(b, start, end, 'trust')
  if (isLeft(entry)) return entry.left
  const { message } = entry.right
  if (!isLinkMessage(message)) return null
  const digest = check.hasher.hex()
  if (message.type === 'Sealed' && (message.lines !== lines || message.bytes !== bytes)) {
    const is = `${message.lines} lines and ${message.bytes} bytes`
    const says = `the seal covers ${is}, but ${lines} and ${bytes} came before it`
    return lineFault('seal', 'lines', says)
  }
  const [field, linked] = linkOf(message)
  if (linked !== digest)
    return lineFault('seal', field, `the seal is ${linked}, the bytes give ${digest}`)
  if (message.type === 'SessionClosed') found.closed = message
  check.hasher = chained(check.newHasher, digest)
  check.lines = 0
  check.bytes = 0
  if (message.type !== 'SegmentOpened') found.seals += 1
  found.sealedLines = found.lines
  return null
}

/** The checker knows no scales, so of what the codec finds only the envelope can be believed. */
const isInEnvelope = ({ kind, field }: LineFault): boolean =>
  kind === 'json' || ['seq', 'at', 'cause', 'type'].includes(field ?? '')
