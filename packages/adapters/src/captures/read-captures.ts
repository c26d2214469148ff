import * as E from 'fp-ts/Either'
import type { Input, TimestampUs } from '@shadowtape/core'

import { captureSource } from '../archives/capture-source'
import type { CaptureCursor, CursorEvents } from './capture-cursor'
import { newCaptureCursor } from './capture-cursor'
import type { CaptureFailure } from './capture-failure'
import type { CaptureProblem } from './capture-problem'
import type { CaptureSummary, Tally } from './capture-summary'
import { countOne, newTally } from './capture-summary'
import type { KnownInstruments } from './known-instruments'
import { knownInstruments } from './known-instruments'
import { messageLines } from './message-lines'
import type { ReaderOptions } from './message-reader'
import { newMessageReader } from './message-reader'
import { openBytes } from './open-bytes'
import { newTranslator } from './translator'

/** How to read a capture. */
export type CaptureOptions = ReaderOptions & {
  /** Whether the first bad line ends the read, or bad lines are left out, named and counted. */
  readonly badLines: 'stop' | 'leave out'
}

/** Where a capture goes. What `input` throws ends the read and reaches its caller. */
export type CaptureSink = {
  readonly input: (at: TimestampUs, input: Input) => void
  readonly problem: (problem: CaptureProblem) => void
  readonly warning: (text: string) => void
  /** How much of the files, as they stand on disk, has been read. */
  readonly progress?: (bytesRead: number, bytesTotal: number) => void
}

/**
 * Reads recorded market data into inputs, in the order of engine time (ties: the file named
 * first), in flat memory. Lines are `<receive time in ns> <json>`, or bare json whose `ts` then is
 * the engine time, or rows of a trade archive or of a Tardis table; files are plain, gzip or zip.
 * Every line that cannot be used is named.
 */
export const readCaptures = async (
  files: ReadonlyArray<string>,
  options: CaptureOptions,
  sink: CaptureSink,
): Promise<E.Either<CaptureFailure, CaptureSummary>> => {
  const tally = newTally()
  const instruments = knownInstruments(options, sink.warning)
  const events = eventsOf(options, sink, tally)
  const cursors: Array<CaptureCursor> = []
  try {
    const failure =
      (await openAll(files, options, sink, instruments, events, cursors)) ??
      (await merge([...cursors], instruments, events, tally, sink))
    return failure === null ? E.right(summaryOf(files.length, tally)) : E.left(failure)
  } finally {
    for (const cursor of cursors) await cursor.close()
  }
}

const eventsOf = (options: CaptureOptions, sink: CaptureSink, tally: Tally): CursorEvents => ({
  onLine: () => {
    tally.lines++
  },
  onIgnored: (reason) => countOne(tally.ignored, reason),
  onFault: (file, line, fault) => {
    const problem: CaptureProblem = { type: 'CaptureProblem', file, line, ...fault }
    countOne(tally.problems, fault.kind)
    if (options.badLines === 'stop') return { type: 'BadLine', problem }
    sink.problem(problem)
    return null
  },
})

const openAll = async (
  files: ReadonlyArray<string>,
  options: CaptureOptions,
  sink: CaptureSink,
  instruments: KnownInstruments,
  events: CursorEvents,
  cursors: Array<CaptureCursor>,
): Promise<CaptureFailure | null> => {
  let read = 0
  let total = 0
  const onRead = (bytes: number): void => {
    read += bytes
    sink.progress?.(read, total)
  }
  const reader = newMessageReader(options, instruments)
  const context = { options, instruments, warn: sink.warning }
  for (const file of files) {
    const bytes = await openBytes(file, onRead)
    if (E.isLeft(bytes)) return bytes.left
    total += bytes.right.size
    const source = await captureSource(file, bytes.right, context)
    if (E.isLeft(source)) {
      await bytes.right.close()
      return source.left
    }
    const lines = source.right.lines ?? messageLines(reader)
    cursors.push(newCaptureCursor(file, source.right, lines, events))
  }
  return null
}

/** Takes the earliest message of all files, again and again, until every file has ended. */
const merge = async (
  open: Array<CaptureCursor>,
  instruments: KnownInstruments,
  events: CursorEvents,
  tally: Tally,
  sink: CaptureSink,
): Promise<CaptureFailure | null> => {
  const translator = newTranslator(instruments.of, tally, sink.input)
  for (const cursor of [...open]) {
    const failure = await goOn(cursor, open)
    if (failure !== null) return failure
  }
  for (;;) {
    const cursor = earliest(open)
    if (cursor === undefined || cursor.frame === null) return null
    const fault = translator.deliver(cursor.at, cursor.frame)
    const stop = fault === null ? null : events.onFault(cursor.file, cursor.line, fault)
    if (stop !== null) return stop
    const next = cursor.advance()
    if (next === 'at a message') continue
    const failure = next === 'starved' ? await goOn(cursor, open) : next
    if (failure !== null) return failure
  }
}

/** Brings a starved cursor to its next message, or takes it out of the open ones at its end. */
const goOn = async (
  cursor: CaptureCursor,
  open: Array<CaptureCursor>,
): Promise<CaptureFailure | null> => {
  for (;;) {
    const refilled = await cursor.refill()
    if (refilled === 'ended') {
      open.splice(open.indexOf(cursor), 1)
      return null
    }
    if (refilled !== 'refilled') return refilled
    const next = cursor.advance()
    if (next === 'at a message') return null
    if (next !== 'starved') return next
  }
}

const earliest = (open: ReadonlyArray<CaptureCursor>): CaptureCursor | undefined => {
  let first = open[0]
  for (let i = 1; i < open.length; i++) {
    const cursor = open[i] as CaptureCursor
    if (cursor.at < (first as CaptureCursor).at) first = cursor
  }
  return first
}

const summaryOf = (files: number, tally: Tally): CaptureSummary => {
  const { lines, messages, inputs, ignored, problems, firstAt, lastAt, symbols } = tally
  return { files, lines, messages, inputs, ignored, problems, firstAt, lastAt, symbols }
}
