import type { TimestampUs } from '@shadowtape/core'

import type { Frame } from '../bybit/frame'
import type { CaptureFailure } from './capture-failure'
import type { Fault } from './capture-problem'
import type { IgnoredReason } from './capture-summary'
import type { LineCutter } from './line-cutter'
import { lineBytesMax, newLineCutter } from './line-cutter'
import type { MessageReader, Reading } from './message-reader'
import type { OpenBytes } from './open-bytes'
import { receiveTimeDigits, receiveTimeUs } from './receive-time'

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
  bytes: OpenBytes,
  reader: MessageReader,
  events: CursorEvents,
): CaptureCursor => {
  const progress: Progress = { hasReceiveTimes: false, timeUs: -1, lines: 0, messages: 0 }
  const cutter = newLineCutter()
  const cursor: CaptureCursor = {
    file,
    frame: null,
    line: 0,
    at: 0 as TimestampUs,
    advance: () => advance(cursor, cutter, progress, reader, events),
    refill: refillOf(file, bytes, cutter, progress),
    close: bytes.close,
  }
  return cursor
}

/** How far a file has been read, and what its lines have shown of its form. */
type Progress = {
  /** Once a line had a receive time, every line needs one. */
  hasReceiveTimes: boolean
  /** When the current line was received; -1 where it does not say. */
  timeUs: number
  lines: number
  messages: number
}

const advance = (
  cursor: CaptureCursor,
  cutter: LineCutter,
  progress: Progress,
  reader: MessageReader,
  events: CursorEvents,
): 'at a message' | 'starved' | CaptureFailure => {
  cursor.frame = null
  while (cutter.next()) {
    if (isBlank(cutter)) continue
    progress.lines++
    events.onLine()
    const start = messageStart(cutter, progress)
    const reading: Reading =
      typeof start === 'number'
        ? reader.read(cutter.bytes, start, cutter.end)
        : { type: 'Faulty', fault: start }
    const taken = take(cursor, cutter.line, progress, reading, events)
    if (taken !== 'passed') return taken
  }
  return 'starved'
}

/** Where the line's message starts, with its receive time noted, or what is wrong with the line. */
const messageStart = (cutter: LineCutter, progress: Progress): number | Fault => {
  const { bytes, start, end, isTooLong } = cutter
  const { hasReceiveTimes, messages } = progress
  progress.timeUs = -1
  if (isTooLong) return tooLong
  if (bytes[start] === 123) return hasReceiveTimes ? noReceiveTime : start
  const timeUs = end - start > receiveTimeDigits ? receiveTimeUs(bytes, start) : -1
  if (timeUs < 0) return hasReceiveTimes || messages === 0 ? noReceiveTime : noMessage
  progress.timeUs = timeUs
  progress.hasReceiveTimes = true
  return start + receiveTimeDigits + 1
}

const take = (
  cursor: CaptureCursor,
  line: number,
  progress: Progress,
  reading: Reading,
  events: CursorEvents,
): 'at a message' | 'passed' | CaptureFailure => {
  const { file } = cursor
  switch (reading.type) {
    case 'Ignored':
      if (reading.reason !== 'control frame') progress.messages++
      events.onIgnored(reading.reason)
      return 'passed'
    case 'Faulty':
      if (reading.fault.kind === 'unknown topic') progress.messages++
      return events.onFault(file, line, reading.fault) ?? 'passed'
    case 'Stop':
      return { ...reading.stop, file, line }
    default:
      return stand(cursor, line, progress, reading, events)
  }
}

const stand = (
  cursor: CaptureCursor,
  line: number,
  progress: Progress,
  frame: Frame,
  events: CursorEvents,
): 'at a message' | 'passed' | CaptureFailure => {
  const isReceived = progress.timeUs >= 0
  const at = isReceived ? progress.timeUs : frame.sentAt
  progress.messages++
  if (at < cursor.at) {
    const fault = runsBack(isReceived ? 'receive time' : 'ts', cursor.at - at, cursor.line)
    return events.onFault(cursor.file, line, fault) ?? 'passed'
  }
  cursor.frame = frame
  cursor.at = at as TimestampUs
  cursor.line = line
  return 'at a message'
}

const refillOf = (
  file: string,
  bytes: OpenBytes,
  cutter: LineCutter,
  progress: Progress,
): CaptureCursor['refill'] => {
  let isFinished = false
  return async () => {
    if (isFinished) {
      return progress.messages > 0 ? 'ended' : { type: 'Empty', file, lines: progress.lines }
    }
    const piece = await nextPiece(file, bytes)
    if (Buffer.isBuffer(piece)) cutter.feed(piece)
    else if (piece === null) {
      cutter.finish()
      isFinished = true
    } else if (piece.type === 'Unreadable') return piece
    else return { type: 'Truncated', file, line: cutter.line, detail: piece.detail }
    return 'refilled'
  }
}

const nextPiece = async (file: string, bytes: OpenBytes) => {
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

const noReceiveTime: Fault = {
  kind: 'bad shape',
  field: 'receive time',
  detail: 'is missing or garbled: a line begins with 19 digits of nanoseconds and a space',
}

const noMessage: Fault = { kind: 'not JSON', field: 'message', detail: 'cannot be parsed' }

const tooLong: Fault = {
  kind: 'not JSON',
  field: 'message',
  detail: `is longer than ${lineBytesMax} bytes`,
}

const runsBack = (field: string, byUs: number, line: number): Fault => ({
  kind: 'time runs back',
  field,
  detail: `is ${byUs} microseconds before that of line ${line}`,
})
