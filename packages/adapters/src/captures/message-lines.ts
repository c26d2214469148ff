import type { Fault } from './capture-problem'
import type { LineCutter } from './line-cutter'
import { lineBytesMax } from './line-cutter'
import type { LineReader } from './line-reader'
import { numberAsCut } from './line-reader'
import type { MessageReader } from './message-reader'
import type { MessageReading } from './reading'
import { receiveTimeDigits, receiveTimeUs } from './receive-time'

/** Reads lines of `<receive time> <json>`, or of bare json. */
export const messageLines = (reader: MessageReader): LineReader => {
  const shown: Shown = { hasReceiveTimes: false, hasLines: false }
  const lines: LineReader = {
    line: 0,
    timeUs: -1,
    timeField: 'ts',
    numberOf: numberAsCut,
    left: () => null,
    finish: () => undefined,
    read: (cutter) => {
      lines.line = cutter.line
      const start = messageStart(cutter, shown, lines)
      if (typeof start !== 'number') return { type: 'Faulty', fault: start }
      const reading = reader.read(cutter.bytes, start, cutter.end)
      shown.hasLines ||= isMessage(reading)
      return reading
    },
  }
  return lines
}

/** What the lines of a file have shown of its form. */
type Shown = {
  /** Once a line had a receive time, every line needs one. */
  hasReceiveTimes: boolean
  /** Whether a line without one was a message. */
  hasLines: boolean
}

const isMessage = (reading: MessageReading): boolean => {
  if (reading.type === 'Faulty') return reading.fault.kind === 'unknown topic'
  return reading.type === 'Ignored' ? reading.reason !== 'control frame' : reading.type !== 'Stop'
}

/** Where the line's message starts, with its receive time noted, or what is wrong with the line. */
const messageStart = (cutter: LineCutter, shown: Shown, lines: LineReader): number | Fault => {
  const { bytes, start, end, isTooLong } = cutter
  const { hasReceiveTimes, hasLines } = shown
  lines.timeUs = -1
  if (isTooLong) return tooLong
  if (bytes[start] === 123) return hasReceiveTimes ? noReceiveTime : start
  const timeUs = end - start > receiveTimeDigits ? receiveTimeUs(bytes, start) : -1
  if (timeUs < 0) return hasReceiveTimes || !hasLines ? noReceiveTime : noMessage
  lines.timeUs = timeUs
  shown.hasReceiveTimes = true
  return start + receiveTimeDigits + 1
}

/** A line that is longer than any that is held in memory. */
export const tooLong: Fault = {
  kind: 'not JSON',
  field: 'message',
  detail: `is longer than ${lineBytesMax} bytes`,
}

const noReceiveTime: Fault = {
  kind: 'bad shape',
  field: 'receive time',
  detail: 'is missing or garbled: a line begins with 19 digits of nanoseconds and a space',
}

const noMessage: Fault = { kind: 'not JSON', field: 'message', detail: 'cannot be parsed' }
