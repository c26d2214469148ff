import type { TimestampUs } from '@shadowtape/core'

import type { Frame } from '../bybit/frame'
import type { CaptureFailure } from './capture-failure'
import type { Fault } from './capture-problem'
import type { IgnoredReason } from './capture-summary'
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
  const cutter = newLineCutter()
  let hasReceiveTimes = false
  let lines = 0
  let frames = 0
  let isFinished = false
  let timeUs = -1

  /** Where the line's message starts, and by `timeUs` when it was received, or what is wrong. */
  const messageStart = (): number | Fault => {
    const { start, end } = cutter
    timeUs = -1
    if (cutter.isTooLong) return tooLong
    if (cutter.bytes[start] === 123) return hasReceiveTimes ? noReceiveTime : start
    timeUs = end - start > receiveTimeDigits ? receiveTimeUs(cutter.bytes, start) : -1
    if (timeUs < 0) return hasReceiveTimes || frames === 0 ? noReceiveTime : noMessage
    hasReceiveTimes = true
    return start + receiveTimeDigits + 1
  }

  const take = (reading: Reading): 'taken' | 'passed' | CaptureFailure => {
    switch (reading.type) {
      case 'Ignored':
        if (reading.reason !== 'control frame') frames++
        events.onIgnored(reading.reason)
        return 'passed'
      case 'Faulty':
        if (reading.fault.kind === 'unknown topic') frames++
        return events.onFault(file, cutter.line, reading.fault) ?? 'passed'
      case 'Stop':
        return { ...reading.stop, file, line: cutter.line }
      default:
        return stand(reading, timeUs < 0 ? reading.sentAt : timeUs)
    }
  }

  const stand = (frame: Frame, at: number): 'taken' | 'passed' | CaptureFailure => {
    frames++
    if (at < cursor.at) {
      const fault = runsBack(timeUs < 0 ? 'ts' : 'receive time', cursor.at - at, cursor.line)
      return events.onFault(file, cutter.line, fault) ?? 'passed'
    }
    cursor.frame = frame
    cursor.at = at as TimestampUs
    cursor.line = cutter.line
    return 'taken'
  }

  const cursor: CaptureCursor = {
    file,
    frame: null,
    line: 0,
    at: 0 as TimestampUs,
    advance: () => {
      cursor.frame = null
      while (cutter.next()) {
        if (isBlank(cutter.bytes, cutter.start, cutter.end) && !cutter.isTooLong) continue
        lines++
        events.onLine()
        const start = messageStart()
        const taken =
          typeof start === 'number'
            ? take(reader.read(cutter.bytes, start, cutter.end))
            : take({ type: 'Faulty', fault: start })
        if (taken === 'taken') return 'at a message'
        if (taken !== 'passed') return taken
      }
      return 'starved'
    },
    refill: async () => {
      if (isFinished) return frames > 0 ? 'ended' : { type: 'Empty', file, lines }
      const piece = await nextPiece(file, bytes)
      if (piece !== null && !Buffer.isBuffer(piece)) {
        return piece.type === 'Damaged'
          ? { type: 'Truncated', file, line: cutter.line, detail: piece.detail }
          : piece
      }
      if (piece === null) cutter.finish()
      else cutter.feed(piece)
      isFinished = piece === null
      return 'refilled'
    },
    close: bytes.close,
  }
  return cursor
}

const nextPiece = async (file: string, bytes: OpenBytes) => {
  try {
    return await bytes.next()
  } catch (error) {
    return { type: 'Unreadable' as const, file, detail: (error as Error).message }
  }
}

const isBlank = (bytes: Uint8Array, start: number, end: number): boolean => {
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
