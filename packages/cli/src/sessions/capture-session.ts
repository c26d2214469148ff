import type {
  CaptureFailure,
  CaptureProblem,
  CaptureSummary,
  FileFailure,
  JournalWriter,
  RevisedInstrument,
} from '@shadowtape/adapters'
import { createRecording, readCaptures } from '@shadowtape/adapters'
import type {
  Entry,
  Input,
  Instrument,
  SessionOpened,
  Strategy,
  TimestampUs,
} from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import type { CutShort } from '../resumptions/cut-short'
import { NotResumed } from '../resumptions/not-resumed'
import { recordedAlready } from '../resumptions/recorded-already'
import { resumedRecorder } from '../resumptions/resumed-recorder'
import type { EdgeFeed } from './edge-feed'
import { snapshotKeeper } from './kept-snapshots'
import type { Recorder } from './recorder'
import { openRecorder } from './recorder'

/** What a session over recorded market data is made of. */
export type CaptureSessionPlan = {
  readonly files: ReadonlyArray<string>
  readonly symbols: ReadonlySet<string> | null
  readonly instruments: ReadonlyMap<string, Instrument>
  readonly badLines: 'stop' | 'leave out'
  readonly header: SessionOpened
  readonly strategy: Strategy
  /** A feed of its own for each attempt. */
  readonly newEdgeFeed: () => EdgeFeed
  readonly journal: string | null
  readonly isKeepingSnapshots: boolean
  readonly ifExists: 'refuse' | 'replace'
  /** The session that goes on, where this is none of its own. */
  readonly resumed?: CutShort
}

/** What a person hears while it runs. */
export type CaptureSessionEars = {
  readonly problem: (problem: CaptureProblem) => void
  readonly warning: (text: string) => void
  readonly entries: (entries: ReadonlyArray<Entry>) => void
  /** Every line, also of the header and of what was recorded before the session went on. */
  readonly lines?: (entries: ReadonlyArray<Entry>, recorder: Recorder) => void
  readonly progress: (done: number, total: number) => void
  readonly isStopped: () => boolean
  /** Whether a new segment was asked for since the last input. */
  readonly isRollAsked: () => boolean
}

/** A session's market data ran out, or a person stopped it. The recorder is still open. */
export type CaptureSessionDone = {
  readonly summary: CaptureSummary | null
  readonly recorder: Recorder
  readonly end: TimestampUs
}

/** Why a session over a capture stopped; `recorder` holds what was recorded till then. */
export type CaptureSessionStopped = {
  readonly why: CaptureFailure | FileFailure | { readonly type: 'NoInput' }
  readonly recorder: Recorder | null
}

/** Someone asked the session to stop, or its journal cannot be written. */
class Halted extends Error {
  override readonly name = 'Halted'
}

/**
 * Runs a strategy over captures. Where the data turn out finer than an inferred or common
 * instrument tells, or of spot, the session begins again with what fits, its journal with it.
 */
export const runCaptureSession = async (
  plan: CaptureSessionPlan,
  ears: CaptureSessionEars,
): Promise<Either<CaptureSessionStopped, CaptureSessionDone>> => {
  const revised = new Map<string, RevisedInstrument>()
  let { ifExists } = plan
  for (;;) {
    const attempt = await attempted({ ...plan, revised, ifExists }, ears)
    // what was recorded is recorded: it cannot begin again
    if (!isLeft(attempt) || plan.resumed !== undefined) return attempt
    const better = betterInstrument(attempt.left.why)
    if (better === null) return attempt
    revised.set(better.instrument.symbol, better)
    if (attempt.left.recorder !== null) ifExists = 'replace'
    attempt.left.recorder?.abandon()
  }
}

/** What a read that ended has found to fit better, if it has. */
const betterInstrument = (why: CaptureSessionStopped['why']): RevisedInstrument | null => {
  if (why.type === 'ScaleTooCoarse') return { instrument: why.finer, origin: why.origin }
  return why.type === 'OtherCategory' && why.fitting !== null
    ? { instrument: why.fitting, origin: 'inferred' }
    : null
}

const attempted = async (
  plan: CaptureSessionPlan & { readonly revised: ReadonlyMap<string, RevisedInstrument> },
  ears: CaptureSessionEars,
): Promise<Either<CaptureSessionStopped, CaptureSessionDone>> => {
  const take = taker(plan, ears)
  try {
    const read = await readCaptures(plan.files, plan, {
      input: take.input,
      problem: ears.problem,
      warning: ears.warning,
      progress: ears.progress,
    })
    if (isLeft(read)) return left({ why: read.left, recorder: take.recorder() })
    take.end()
    const recorder = take.recorder()
    if (recorder === null) return left({ why: { type: 'NoInput' }, recorder })
    return right({ summary: read.right, recorder, end: take.at() })
  } catch (error) {
    if (!(error instanceof Halted)) {
      take.recorder()?.abandon()
      throw error
    }
    const recorder = take.recorder()
    const why = take.failed() ?? recorder?.failed() ?? null
    if (why !== null || recorder === null)
      return left({ why: why ?? { type: 'NoInput' }, recorder })
    return right({ summary: null, recorder, end: take.at() })
  }
}

/** Feeds inputs and edge to a recorder that opens with the first of them. */
const taker = (plan: CaptureSessionPlan, ears: CaptureSessionEars) => {
  const edges = plan.newEdgeFeed()
  const symbols: Array<string> = []
  let recorder: Recorder | null = null
  let failed: FileFailure | null = null
  let last = 0 as TimestampUs
  const opened = (at: TimestampUs): Recorder => {
    const journal = journalOf(plan)
    if (isLeft(journal)) {
      failed = journal.left
      throw new Halted()
    }
    const { header, strategy, resumed } = plan
    const keeper = snapshotKeeper(plan.journal, plan.isKeepingSnapshots, ears.warning)
    if (resumed !== undefined && journal.right !== null)
      return resumedRecorder(resumed, journal.right, keeper, ears.lines)
    const fresh = openRecorder(header, at, strategy, journal.right, keeper)
    ears.lines?.(fresh.opening, fresh)
    return fresh
  }
  let already = plan.resumed === undefined ? null : recordedAlready(plan.resumed)
  const say = (at: TimestampUs, input: Input): void => {
    if (already?.takes(at, input) === true) return
    already = null
    recorder ??= opened(at)
    if (recorder.isClosed()) throw new Halted()
    const entries = recorder.record(at, input)
    ears.lines?.(entries, recorder)
    ears.entries(entries)
  }
  return {
    recorder: () => recorder,
    failed: () => failed,
    at: () => last,
    input: (at: TimestampUs, input: Input): void => {
      if (ears.isStopped()) throw already === null ? new Halted() : stoppedTooEarly()
      for (const due of edges(at, symbols)) say(due.at < last ? last : due.at, due.edge)
      if (input.type === 'InstrumentListed') symbols.push(input.symbol)
      if (already === null && ears.isRollAsked()) say(at, { type: 'RollJournal' })
      say(at, input)
      last = at
      if (recorder !== null && recorder.failed() !== null) throw new Halted()
    },
    /** There are no more inputs: a session that was cut short just here goes on to its close. */
    end: (): void => {
      if (already === null) return
      already.end()
      recorder = opened(last)
    },
  }
}

const stoppedTooEarly = (): NotResumed =>
  new NotResumed(
    'Stopped by the operator before the session went on; nothing was written.',
    'Lossy',
  )

const journalOf = ({
  journal,
  ifExists,
}: CaptureSessionPlan): Either<FileFailure, JournalWriter | null> =>
  journal === null ? right(null) : createRecording(journal, ifExists)
