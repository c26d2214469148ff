import type { JournalWriter } from '@shadowtape/adapters'
import type { Entry, Input, SessionEars, SessionOpened } from '@shadowtape/core'

import type { Recorder } from '../sessions/recorder'
import { openRecorder } from '../sessions/recorder'
import type { CutShort } from './cut-short'
import type { RecordedInput } from '../journals/recorded-inputs'
import { recordedInputs } from '../journals/recorded-inputs'
import { sameBytesFirst } from './same-bytes-first'

type OnLines = (entries: ReadonlyArray<Entry>, recorder: Recorder) => void

/**
 * A recorder that goes on with a session that was cut short, in a journal of its own: it takes all
 * that had come in once more, and so writes the same bytes, completes the last input's
 * consequences, and says that it goes on; `onLines` hears all of it. A session that was closing
 * already is closed.
 *
 * Throws `NotResumed` where the bytes come out otherwise, and what a strategy throws.
 */
export const resumedRecorder = (
  cut: CutShort,
  journal: JournalWriter,
  onSnapshot: SessionEars['snapshot'],
  onLines: OnLines = () => undefined,
): Recorder => {
  const inputs = recordedInputs(cut.path, cut.bytes)
  const { at } = (inputs.next() as IteratorYieldResult<RecordedInput>).value
  const { opened, strategy } = cut
  const recorder = openRecorder(opened, at, strategy, sameBytesFirst(journal, cut), onSnapshot)
  try {
    onLines(recorder.opening, recorder)
    return caughtUp(cut, recorder, inputs, onLines)
  } catch (error) {
    recorder.abandon()
    throw error
  }
}

const caughtUp = (
  { lines: keptLines, cutBytes, lastAt }: CutShort,
  recorder: Recorder,
  inputs: Iterable<RecordedInput>,
  onLines: OnLines,
): Recorder => {
  for (const { at, message } of inputs) {
    if (!isInput(message)) continue
    if (message.type === 'CloseSession') {
      const closed = recorder.close(at, message.reason)
      return { ...recorder, isClosed: () => true, close: () => closed }
    }
    onLines(recorder.record(at, message), recorder)
    if (recorder.failed() !== null) return recorder
  }
  const goesOn = { type: 'SessionResumed', keptLines, cutBytes } as const
  onLines(recorder.record(lastAt, goesOn), recorder)
  return recorder
}

const isInput = (message: SessionOpened | Input): message is Input =>
  message.type !== 'SessionOpened'
