import { newSha256 } from '@shadowtape/adapters'
import type {
  ChainLink,
  Entry,
  Hasher,
  LineCodec,
  Message,
  SessionClosed,
  SessionOpened,
  SessionResumed,
  SettingsChanged,
} from '@shadowtape/core'
import {
  canonicalJson,
  chained,
  crcFault,
  digestOfText,
  isInputType,
  isLinkMessage,
  lineCodec,
  linkOf,
  newViewer,
  noDigest,
  spokenOf,
} from '@shadowtape/core'
import { isLeft } from 'fp-ts/Either'

import { codecOf } from '../journals/codec-of'
import type { SettingsExaminer } from './examine-settings'
import { settingsExaminer } from './examine-settings'
import type { Finding, FindingKind } from './finding'
import { finding } from './finding'

/** Looks at every line of a journal, and goes on behind whatever is wrong with one. */
export type LineExaminer = {
  readonly block: (b: Buffer, start: number, end: number) => void
  /** Once there are no more blocks: what stands behind the last newline, and the end itself. */
  readonly end: (tornBytes: number) => void
  readonly lines: () => number
}

/** An examination under way: what stands so far, and what is due next. */
type Examination = {
  readonly file: string
  readonly tell: (found: Finding) => void
  codec: LineCodec
  readonly viewOf: (b: Uint8Array) => DataView
  readonly unlisted: Set<string>
  readonly settings: SettingsExaminer
  hasher: Hasher
  line: number
  offset: number
  seq: number
  at: number
  closed: SessionClosed | null
  /** What was counted of what a close repeats. */
  readonly totals: Record<string, number>
  stretchLines: number
  stretchBytes: number
  /** Whether a defect of this stretch was found already, which its seal would only repeat. */
  isStretchHurt: boolean
  isHurt: boolean
}

/** An examiner before the first line; `tell` hears every finding. */
export const lineExaminer = (file: string, tell: (found: Finding) => void): LineExaminer => {
  const now: Examination = {
    ...{ file, tell, codec: lineCodec(), viewOf: newViewer(), unlisted: new Set() },
    settings: settingsExaminer(),
    ...{ hasher: chained(newSha256, noDigest), line: 0, offset: 0, seq: 0, at: 0, closed: null },
    ...{ totals: {}, stretchLines: 0, stretchBytes: 0, isStretchHurt: false, isHurt: false },
  }
  return {
    lines: () => now.line,
    block: (b, start, end) => {
      for (let p = start; p < end;) {
        const newline = b.indexOf(10, p)
        now.line += 1
        if (now.line === 1) now.codec = codecOf(b, p, newline)
        look(now, b, p, newline)
        now.hasher.update(b.subarray(p, newline + 1))
        now.stretchLines += 1
        now.stretchBytes += newline + 1 - p
        now.offset += newline + 1 - p
        p = newline + 1
      }
    },
    end: (tornBytes) => {
      now.line += 1
      const id = now.closed === null ? 'line-torn' : 'after-close'
      if (tornBytes > 0) found(now, id, null, `${tornBytes} bytes without a newline`)
      for (const { id: kind, field, says } of endFaults(now))
        tell(finding(kind, { file, line: null, offset: null, field }, says))
    },
  }
}

const found = (now: Examination, id: FindingKind, field: string | null, says: string): void => {
  const { file, line, offset } = now
  now.isHurt = true
  now.isStretchHurt = true
  now.tell(finding(id, { file, line, offset, field }, says))
}

const look = (now: Examination, b: Buffer, start: number, end: number): void => {
  const fault = crcFault(b, now.viewOf(b), start, end)
  if (fault !== null) return damaged(now, 'line-damaged', fault.field, fault.says)
  const decoded = now.codec.decode(b, start, end, 'trust')
  if (!isLeft(decoded)) {
    const { message } = decoded.right
    if (now.line === 1 && message.type !== 'SessionOpened')
      found(now, 'header-damaged', 'type', `the first line is ${message.type}`)
    if (isLinkMessage(message)) sealed(now, message)
    return told(now, decoded.right)
  }
  const { field, says } = decoded.left
  if (field !== 'symbol' || !says.endsWith('was never listed'))
    return damaged(now, 'line-form', field, says)
  now.seq += 1
  if (!now.unlisted.has(says)) found(now, 'listing-missing', field, says)
  now.unlisted.add(says)
}

/** A line that says nothing that can be believed; it is taken for the one that is next. */
const damaged = (now: Examination, id: FindingKind, field: string | null, says: string): void => {
  const kind = now.line === 1 ? 'header-damaged' : now.closed === null ? id : 'after-close'
  now.seq += 1
  found(now, kind, field, says)
}

const sealed = (now: Examination, message: ChainLink): void => {
  const digest = now.hasher.hex()
  const [field, linked] = linkOf(message)
  const { stretchLines: lines, stretchBytes: bytes, isStretchHurt: isExplained } = now
  now.isStretchHurt = false
  if (!isExplained) {
    if (message.type === 'Sealed' && (message.lines !== lines || message.bytes !== bytes)) {
      const is = `${message.lines} lines and ${message.bytes} bytes`
      const says = `the seal covers ${is}, but ${lines} and ${bytes} came before it`
      found(now, 'seal-lines', 'lines', says)
    } else if (linked !== digest)
      found(now, 'seal-digest', field, `the seal is ${linked}, the bytes give ${digest}`)
  }
  now.hasher = chained(newSha256, linked)
  now.stretchLines = 0
  now.stretchBytes = 0
}

const told = (now: Examination, entry: Entry): void => {
  const { message, cause } = entry
  if (now.closed !== null) found(now, 'after-close', null, `${message.type} follows SessionClosed`)
  placed(now, entry)
  // a change of settings is no input that is counted
  if (cause === null && message.type !== 'SettingsChanged') count(now.totals, 'inputs')
  const total = totalOf[message.type]
  if (total !== undefined) count(now.totals, total)
  if (message.type === 'SessionOpened') opened(now, message)
  if (message.type === 'SessionClosed') now.closed ??= message
  if (message.type === 'SettingsChanged') settingsChanged(now, message)
  if (message.type === 'SessionResumed') resumed(now, entry.seq, message)
  if (message.type !== 'LinesLost') return
  const { file, line, offset } = now
  const says = `${message.bytes} bytes from seq ${message.fromSeq} on are missing`
  now.isHurt = true
  now.tell(finding('lines-lost', { file, line, offset, field: null }, says))
}

const placed = (now: Examination, { seq, at, cause, message }: Entry): void => {
  const due = now.seq + 1
  if (seq > due) found(now, 'seq-gap', 'seq', `seq is ${seq}, but ${due} is next`)
  else if (seq < due) found(now, 'seq-back', 'seq', `seq is ${seq}, but ${due} is next`)
  if (at < now.at) found(now, 'time-back', 'at', `at is ${at}, before ${now.at}`)
  if (cause !== null && cause >= seq)
    found(now, 'cause-ahead', 'cause', `cause is ${cause}, which is not before ${seq}`)
  if (cause === null && message.type !== 'SessionOpened' && !isInputType(message.type))
    found(now, 'cause-wrong', 'cause', `cause is null, but ${message.type} never comes in`)
  now.seq = seq
  now.at = Math.max(at, now.at)
}

/** What was kept stands before it. */
const resumed = (now: Examination, seq: number, { keptLines }: SessionResumed): void => {
  if (keptLines >= 1 && keptLines < seq) return
  const says = `keptLines is ${keptLines}, but ${seq - 1} stand before it`
  found(now, 'resumed-lines', 'keptLines', says)
}

const settingsChanged = (now: Examination, event: SettingsChanged): void => {
  const fault = now.settings.changed(event)
  if (fault !== null) found(now, 'settings-config', fault.field, fault.says)
}

const opened = (now: Examination, header: SessionOpened): void => {
  now.settings.opened(header)
  if (now.line > 1) found(now, 'line-form', 'type', 'SessionOpened stands behind the first line')
  const { down } = spokenOf(now.codec.dialect, 'SessionOpened')
  const { configDigest, ...plain } = down === null ? header : (down(header) as SessionOpened)
  const digest = digestOfText(newSha256, canonicalJson(plain))
  if (digest === configDigest) return
  found(now, 'header-config', 'configDigest', `it is ${configDigest}, the header gives ${digest}`)
}

const count = (totals: Record<string, number>, name: string): void => {
  totals[name] = (totals[name] ?? 0) + 1
}

const totalOf: Readonly<Partial<Record<Message['type'], keyof SessionClosed>>> = {
  OrderPlaced: 'placed',
  OrderDenied: 'denied',
  OrderAccepted: 'accepted',
  OrderRejected: 'rejected',
  OrderFilled: 'fills',
  OrderCanceled: 'canceled',
  TradingFrozen: 'freezes',
}

type EndFault = Pick<Finding, 'id' | 'field' | 'says'>

/** What a close says that its lines do not; where they are hurt themselves, they are believed. */
function* endFaults(now: Examination): Generator<EndFault> {
  const { closed, isHurt, totals } = now
  const lines = now.line - 1
  if (closed === null)
    yield {
      id: 'close-missing',
      field: null,
      says: `it ends at seq ${String(now.seq)} without SessionClosed`,
    }
  if (closed === null || isHurt) return
  if (closed.lines !== lines)
    yield { id: 'close-lines', field: 'lines', says: `lines is ${closed.lines}, not ${lines}` }
  for (const name of ['inputs' as const, ...Object.values(totalOf)])
    if (closed[name] !== (totals[name] ?? 0))
      yield {
        id: 'close-totals',
        field: name,
        says: `${name} is ${String(closed[name])}, but ${String(totals[name] ?? 0)} lines say so`,
      }
}
