import type { TimestampUs } from '@shadowtape/core'

import type { Frame } from '../bybit/frame'
import type { CaptureFailure } from './capture-failure'
import type { Fault } from './capture-problem'
import type { IgnoredReason } from './capture-summary'
import type { LineCutter } from './line-cutter'
import { newLineCutter } from './line-cutter'
import type { LineReader } from './line-reader'
import type { OpenBytes } from './open-bytes'
import type { Reading } from './reading'

/** What a cursor tells of the lines that it passes without stopping at them. */
export type CursorEvents = {
  readonly onLine: () => void
  readonly onIgnored: (reason: IgnoredReason) => void
  /** A failure returned here ends the read. */
  readonly onFault: (file: string, line: number, fault: Fault) => CaptureFailure | null
}

/** Stands at one message of one file at a time, in the file's order. */
export type CaptureCursor = {
  readonly file: string
  /** The message it stands at, its line and its engine time; good until the next `advance`. */
  frame: Frame | null
  line: number
  at: TimestampUs
  /** Goes to the next good message; 'starved' asks for `refill` first. */
  readonly advance: () => 'at a message' | 'starved' | CaptureFailure
  readonly refill: () => Promise<'refilled' | 'ended' | CaptureFailure>
  readonly close: () => Promise<void>
}

/** A cursor before the first line of a file. */
export const newCaptureCursor = (
  file: string,
  bytes: Pick<OpenBytes, 'next' | 'close'>,
  lines: LineReader,
  events: CursorEvents,
): CaptureCursor => {
  const progress: Progress = { lines: 0, messages: 0 }
  const cutter = newLineCutter()
  const cursor: CaptureCursor = {
    file,
    frame: null,
    line: 0,
    at: 0 as TimestampUs,
    advance: () => advance(cursor, cutter, progress, lines, events),
    refill: refillOf(file, bytes, cutter, lines, progress),
    close: bytes.close,
  }
  return cursor
}

/** How far a file has been read. */
type Progress = { lines: number; messages: number }

const advance = (
  cursor: CaptureCursor,
  cutter: LineCutter,
  progress: Progress,
  lines: LineReader,
  events: CursorEvents,
): 'at a message' | 'starved' | CaptureFailure => {
  cursor.frame = null
  for (;;) {
    let reading = lines.left()
    if (reading === null) {
      if (!cutter.next()) return 'starved'
      if (isBlank(cutter)) continue
      progress.lines++
      events.onLine()
      reading = lines.read(cutter)
    }
    const taken = take(cursor, lines, progress, reading, events)
    if (taken !== 'passed') return taken
  }
}

const take = (
  cursor: CaptureCursor,
  lines: LineReader,
  progress: Progress,
  reading: Reading,
  events: CursorEvents,
): 'at a message' | 'passed' | CaptureFailure => {
  const { file } = cursor
  switch (reading.type) {
    case 'Held':
      return 'passed'
    case 'Ignored':
      if (reading.reason !== 'control frame') progress.messages++
      events.onIgnored(reading.reason)
      return 'passed'
    case 'Faulty':
      if (reading.fault.kind === 'unknown topic') progress.messages++
      return events.onFault(file, lines.numberOf(lines.line), reading.fault) ?? 'passed'
    case 'Stop':
      return { ...reading.stop, file, line: lines.numberOf(lines.line) }
    default:
      return stand(cursor, lines, progress, reading, events)
  }
}

const stand = (
  cursor: CaptureCursor,
  lines: LineReader,
  progress: Progress,
  frame: Frame,
  events: CursorEvents,
): 'at a message' | 'passed' | CaptureFailure => {
  const isReceived = lines.timeUs >= 0
  const at = isReceived ? lines.timeUs : frame.sentAt
  const line = lines.numberOf(lines.line)
  if (frame.type === 'break') {
    cursor.frame = frame
    return 'at a message'
  }
  progress.messages++
  if (at >= cursor.at) {
    cursor.frame = frame
    cursor.at = at as TimestampUs
    cursor.line = line
    return 'at a message'
  }
  const field = isReceived ? 'receive time' : lines.timeField
  const failure = events.onFault(cursor.file, line, runsBack(field, cursor.at - at, cursor.line))
  if (failure !== null) return failure
  if (frame.type !== 'book' || frame.updateId !== null) return 'passed'
  // no number will tell that this one is missing
  cursor.frame = { type: 'break', topic: frame.topic, sentAt: cursor.at }
  return 'at a message'
}

const refillOf = (
  file: string,
  bytes: Pick<OpenBytes, 'next'>,
  cutter: LineCutter,
  lines: LineReader,
  progress: Progress,
): CaptureCursor['refill'] => {
  let state: 'open' | 'last line' | 'finished' = 'open'
  return async () => {
    if (state === 'last line') {
      state = 'finished'
      lines.finish()
      return 'refilled'
    }
    if (state === 'finished') {
      return progress.messages > 0 ? 'ended' : { type: 'Empty', file, lines: progress.lines }
    }
    const piece = await nextPiece(file, bytes)
    if (Buffer.isBuffer(piece)) cutter.feed(piece)
    else if (piece === null) {
      cutter.finish()
      state = 'last line'
    } else if (piece.type === 'Unreadable') return piece
    else {
      const { detail } = piece
      return { type: 'Truncated', file, line: lines.numberOf(cutter.line), detail }
    }
    return 'refilled'
  }
}

const nextPiece = async (file: string, bytes: Pick<OpenBytes, 'next'>) => {
  try {
    return await bytes.next()
  } catch (error) {
    return { type: 'Unreadable' as const, file, detail: (error as Error).message }
  }
}

const isBlank = ({ bytes, start, end, isTooLong }: LineCutter): boolean => {
  if (isTooLong) return false
  for (let i = start; i < end; i++) if (bytes[i] !== 32 && bytes[i] !== 9) return false
  return true
}

const runsBack = (field: string, byUs: number, line: number): Fault => ({
  kind: 'time runs back',
  field,
  detail: `is ${byUs} microseconds before that of line ${line}`,
})
