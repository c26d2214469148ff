import type { Input, TimestampUs } from '@shadowtape/core'

import type { CaptureFailure } from './capture-failure'
import type { CaptureProblem } from './capture-problem'
import type { CaptureSummary } from './capture-summary'
import { countOne, newTally } from './capture-summary'
import { knownInstruments } from './known-instruments'
import type { ReaderOptions } from './message-reader'
import { newMessageReader } from './message-reader'
import { newTranslator } from './translator'

/** Where what is streamed goes, and who hears what is wrong with it. */
export type LiveMarketSink = {
  readonly input: (at: TimestampUs, input: Input) => void
  /** `file` is the address, `line` the number of the message. */
  readonly problem: (problem: CaptureProblem) => void
  readonly warning: (text: string) => void
}

/** Messages of a public stream, turned into inputs just as those of a capture are. */
export type LiveMarket = {
  /**
   * Takes a message that was received at a time, which must not run back. A message that cannot be
   * used is left out and told; a failure ends it.
   */
  readonly take: (bytes: Buffer, at: TimestampUs) => CaptureFailure | null
  /** What came in so far, and what became of it. */
  readonly summary: () => CaptureSummary
}

/** A live market before its first message; `address` names it in what is told. */
export const newLiveMarket = (
  address: string,
  options: ReaderOptions,
  sink: LiveMarketSink,
): LiveMarket => {
  const tally = newTally()
  const instruments = knownInstruments(options, sink.warning)
  const reader = newMessageReader(options, instruments)
  const translator = newTranslator(instruments.of, tally, sink.input)
  return {
    take: (bytes, at) => {
      const line = (tally.lines += 1)
      const reading = reader.read(bytes, 0, bytes.length)
      if (reading.type === 'Ignored') {
        countOne(tally.ignored, reading.reason)
        return null
      }
      if (reading.type === 'Stop') return { ...reading.stop, file: address, line }
      const fault = reading.type === 'Faulty' ? reading.fault : translator.deliver(at, reading)
      if (fault === null) return null
      countOne(tally.problems, fault.kind)
      sink.problem({ type: 'CaptureProblem', file: address, line, ...fault })
      return null
    },
    summary: () => ({ ...tally, files: 1 }),
  }
}
