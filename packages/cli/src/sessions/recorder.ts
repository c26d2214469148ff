import type { FileFailure, JournalWriter } from '@shadowtape/adapters'
import { fileFailureText, newSha256 } from '@shadowtape/adapters'
import type {
  CloseReason,
  Entry,
  Input,
  Session,
  SessionEars,
  SessionOpened,
  State,
  Strategy,
  TimestampUs,
} from '@shadowtape/core'
import { Reason, dialectNamed, knownDialects, newTape, openSession } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import type { SyncRule } from './sync-rule'
import { syncRule } from './sync-rule'

/**
 * A session and the file its journal goes to. Where a write or a sync fails, trading is frozen: the
 * freeze is in the state, but in no journal, and nothing more is recorded. `failed` says why.
 */
export type Recorder = {
  readonly state: State
  /** The lines that the session opened with. */
  readonly opening: ReadonlyArray<Entry>
  readonly record: (at: TimestampUs, input: Input) => ReadonlyArray<Entry>
  readonly close: (at: TimestampUs, reason: CloseReason) => Either<FileFailure, RecordingDone>
  /** Writes what waits in memory, and makes it durable if the time for that has come. */
  readonly flush: () => void
  /** Writes what is still in memory and leaves the journal without a close. */
  readonly abandon: () => void
  readonly failed: () => FileFailure | null
  /** Whether it takes nothing more, as it was closing already when it went on. */
  readonly isClosed: () => boolean
  /** How many bytes the file took, and how many of them are known to be on the device. */
  readonly writtenBytes: () => number
  readonly durableBytes: () => number
}

/** What a closed recording came to. */
export type RecordingDone = {
  readonly lines: number
  readonly bytes: number
  readonly digest: string
  readonly stateDigest: string
}

/** So much waits in memory at most, beside the lines of one input; then it is written. */
const writeAt = 1 << 16

/**
 * Opens a session; without a journal its lines are made, digested and dropped. One of an older
 * catalogue is written as it was then.
 */
export const openRecorder = (
  opened: SessionOpened,
  at: TimestampUs,
  strategy: Strategy,
  journal: JournalWriter | null,
  onSnapshot: SessionEars['snapshot'] = () => undefined,
): Recorder => {
  const tape = newTape(newSha256, dialectNamed(knownDialects, opened.catalogue))
  const sink = sinkOf(journal, syncRule(opened))
  const flush = (isBarrier: boolean): void => {
    sink.write(tape.waiting(), isBarrier)
    tape.drop(tape.size())
  }
  const take = (entries: ReadonlyArray<Entry>): void => {
    const isDue = sink.isDue(entries)
    if (isDue || tape.size() >= writeAt) flush(isDue)
  }
  const abandon = (): void => {
    flush(true)
    sink.close()
  }
  const session = openedOr(abandon, () =>
    openSession(opened, at, strategy, newSha256, tape, {
      snapshot: onSnapshot,
      roll: (segment) => {
        flush(true)
        sink.roll(segment)
      },
    }),
  )
  const { state } = session
  take(session.opening)
  return {
    state,
    opening: session.opening,
    failed: sink.failed,
    isClosed: () => false,
    writtenBytes: () => journal?.bytes() ?? 0,
    durableBytes: () => journal?.durableBytes() ?? 0,
    record: (time, input) => {
      if (sink.failed() !== null) return []
      const entries = session.record(time, input)
      take(entries)
      const failed = sink.failed()
      return failed === null ? entries : [...entries, ...frozen(session, time, failed)]
    },
    flush: () => {
      if (tape.size() > 0) flush(sink.isDue([]))
    },
    abandon,
    close: (time, reason) => {
      const failedBefore = sink.failed()
      if (failedBefore !== null) {
        sink.close()
        return left(failedBefore)
      }
      const closed = session.close(time, reason).at(-1)?.message
      flush(true)
      const ended = sink.close()
      if (isLeft(ended)) return ended
      const digests = closed?.type === 'SessionClosed' ? closed : { digest: '', stateDigest: '' }
      return right({
        lines: state.seq,
        bytes: sink.bytes(),
        digest: digests.digest,
        stateDigest: digests.stateDigest,
      })
    },
  }
}

/** What takes a tape's bytes away, and makes them durable by the session's rule. */
const sinkOf = (journal: JournalWriter | null, rule: SyncRule) => {
  let failed: FileFailure | null = null
  let bytes = 0
  const kept = (done: Either<FileFailure, void>): void => {
    if (isLeft(done)) failed ??= done.left
  }
  return {
    failed: () => failed,
    bytes: () => bytes,
    isDue: (entries: ReadonlyArray<Entry>): boolean => journal !== null && rule.isDue(entries),
    write: (waiting: Uint8Array, isBarrier: boolean): void => {
      bytes += waiting.length
      if (journal === null || failed !== null) return
      kept(journal.write(waiting))
      if (rule.isSynced(isBarrier)) kept(journal.sync())
    },
    roll: (segment: number): void => {
      if (journal !== null && failed === null) kept(journal.roll(segment))
    },
    close: (): Either<FileFailure, void> => {
      const ended = journal?.close() ?? right(undefined)
      return failed === null ? ended : left(failed)
    },
  }
}

/** Freezes a session whose journal cannot be written: what it says is heard, and lost. */
const frozen = (session: Session, at: TimestampUs, failed: FileFailure): ReadonlyArray<Entry> =>
  session.record(at, {
    type: 'FreezeTrading',
    account: null,
    symbol: null,
    actor: 'journal' as Reason,
    note: noteOf(fileFailureText(failed)),
  })

const noteOf = (text: string): Reason => {
  const note = text.slice(0, 1_000)
  return Reason.is(note) ? note : ('the journal cannot be written' as Reason)
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
