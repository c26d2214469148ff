import type { JournalWriter } from '@shadowtape/adapters'
import type { Input, SessionEars, SessionOpened } from '@shadowtape/core'

import type { Recorder } from '../sessions/recorder'
import { openRecorder } from '../sessions/recorder'
import type { CutShort } from './cut-short'
import type { RecordedInput } from '../journals/recorded-inputs'
import { recordedInputs } from '../journals/recorded-inputs'
import { sameBytesFirst } from './same-bytes-first'

/**
 * A recorder that goes on with a session that was cut short, in a journal of its own: it takes all
 * that had come in once more, and so writes the same bytes, completes the last input's
 * consequences, and says that it goes on. A session that was closing already is closed.
 *
 * Throws `NotResumed` where the bytes come out otherwise, and what a strategy throws.
 */
export const resumedRecorder = (
  cut: CutShort,
  journal: JournalWriter,
  onSnapshot: SessionEars['snapshot'],
): Recorder => {
  const inputs = recordedInputs(cut.path, cut.bytes)
  const { at } = (inputs.next() as IteratorYieldResult<RecordedInput>).value
  const { opened, strategy } = cut
  const recorder = openRecorder(opened, at, strategy, sameBytesFirst(journal, cut), onSnapshot)
  try {
    return caughtUp(cut, recorder, inputs)
  } catch (error) {
    recorder.abandon()
    throw error
  }
}

const caughtUp = (
  { lines: keptLines, cutBytes, lastAt }: CutShort,
  recorder: Recorder,
  inputs: Iterable<RecordedInput>,
): Recorder => {
  for (const { at, message } of inputs) {
    if (!isInput(message)) continue
    if (message.type === 'CloseSession') {
      const closed = recorder.close(at, message.reason)
      return { ...recorder, isClosed: () => true, close: () => closed }
    }
    recorder.record(at, message)
    if (recorder.failed() !== null) return recorder
  }
  recorder.record(lastAt, { type: 'SessionResumed', keptLines, cutBytes })
  return recorder
}

const isInput = (message: SessionOpened | Input): message is Input =>
  message.type !== 'SessionOpened'
