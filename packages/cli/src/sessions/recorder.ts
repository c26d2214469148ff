import type { FileFailure, JournalWriter } from '@shadowtape/adapters'
import { fileFailureText, newSha256 } from '@shadowtape/adapters'
import type {
  CloseReason,
  Entry,
  Input,
  Session,
  SessionOpened,
  State,
  Strategy,
  TimestampUs,
} from '@shadowtape/core'
import { newTape, openSession } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import type { Failure } from '../shell/failure'
import { failure } from '../shell/failure'

/**
 * A session and the file its journal goes to. Once a write has failed nothing more is recorded:
 * `failed` says so, and the journal stays as it stands, without a close.
 */
export type Recorder = {
  readonly state: State
  readonly record: (at: TimestampUs, input: Input) => ReadonlyArray<Entry>
  readonly close: (at: TimestampUs, reason: CloseReason) => Either<FileFailure, RecordingDone>
  /** Writes what is still in memory and leaves the journal without a close. */
  readonly abandon: () => void
  readonly failed: () => FileFailure | null
}

/** What a closed recording came to. */
export type RecordingDone = {
  readonly lines: number
  readonly bytes: number
  readonly digest: string
  readonly stateDigest: string
}

/** What a person is told of the journal of a session that did not come to its close. */
export const keptNote = (journal: string): string =>
  `${journal} keeps what was recorded before, without a close.`

/** What a person is told where a journal could not be written to its close. */
export const recordingFailure = (failed: FileFailure): Failure =>
  failure('Failed', `Error: ${fileFailureText(failed)}\n${keptNote(failed.path)}`)

const writeAt = 1 << 16

/** Opens a session; without a journal its lines are made, digested and dropped. */
export const openRecorder = (
  opened: SessionOpened,
  at: TimestampUs,
  strategy: Strategy,
  journal: JournalWriter | null,
): Recorder => {
  const tape = newTape(newSha256)
  let failed: FileFailure | null = null
  let bytes = 0
  const flush = (): void => {
    const size = tape.size()
    if (journal !== null && failed === null) {
      const written = journal.write(tape.waiting())
      if (isLeft(written)) failed = written.left
    }
    bytes += size
    tape.drop(size)
  }
  const abandon = (): void => {
    flush()
    journal?.close()
  }
  const session = openedOr(abandon, () => openSession(opened, at, strategy, newSha256, tape))
  const { state } = session
  return {
    state,
    failed: () => failed,
    record: (time, input) => {
      const entries = session.record(time, input)
      if (tape.size() >= writeAt) flush()
      return entries
    },
    abandon,
    close: (time, reason) => {
      const closed = session.close(time, reason).at(-1)?.message
      flush()
      const ended = journal?.close() ?? right(undefined)
      if (failed !== null) return left(failed)
      if (isLeft(ended)) return ended
      const digests = closed?.type === 'SessionClosed' ? closed : { digest: '', stateDigest: '' }
      return right({
        lines: state.seq,
        bytes,
        digest: digests.digest,
        stateDigest: digests.stateDigest,
      })
    },
  }
}

/** A session; one that does not even open leaves what it said, its header at the least. */
const openedOr = (abandon: () => void, open: () => Session): Session => {
  try {
    return open()
  } catch (error) {
    abandon()
    throw error
  }
}
