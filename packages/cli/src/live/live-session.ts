import type {
  CaptureFailure,
  CaptureProblem,
  CaptureSummary,
  FileFailure,
} from '@shadowtape/adapters'
import { createRecording, newLiveMarket } from '@shadowtape/adapters'
import type { CloseReason, Entry, Input, Instrument, State, TimestampUs } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, right } from 'fp-ts/Either'

import { snapshotKeeper } from '../sessions/kept-snapshots'
import type { Recorder, RecordingDone } from '../sessions/recorder'
import { openRecorder } from '../sessions/recorder'
import type { SessionPlan } from '../sessions/session-plan'

/** What a live session is made of, besides the streams that feed it. */
export type LiveSessionPlan = SessionPlan & {
  /** Where market data come from, for what is told of them. */
  readonly address: string
  readonly symbols: ReadonlySet<string>
  readonly instruments: ReadonlyMap<string, Instrument>
  readonly journal: string | null
  readonly isKeepingSnapshots: boolean
  readonly ifExists: 'refuse' | 'replace'
  /** The time, in microseconds since the epoch; it may run back, the session does not. */
  readonly nowUs: () => number
}

/** Who hears a live session while it runs. */
export type LiveSessionEars = {
  /** Hears lines once they are written, and durable where the session says so. */
  readonly entries: (entries: ReadonlyArray<Entry>) => void
  /** Hears every line, the header's first. */
  readonly lines?: (entries: ReadonlyArray<Entry>, recorder: Recorder) => void
  readonly problem: (problem: CaptureProblem) => void
  readonly warning: (text: string) => void
}

/** Why a session takes nothing more. */
export type SessionStop =
  FileFailure | CaptureFailure | { readonly type: 'Thrown'; readonly error: unknown }

/** A session that inputs come into as they happen. */
export type LiveSession = {
  readonly state: State
  readonly recorder: Recorder
  /** Why it takes nothing more, or `null`. */
  readonly stopped: () => SessionStop | null
  /** Does something with the session, unless it is stopped; what it throws stops it. */
  readonly guarded: (act: () => void) => void
  /** Stops it for what was thrown elsewhere. */
  readonly thrown: (error: unknown) => void
  /** Takes a message of the public stream, received so many microseconds after the epoch. */
  readonly market: (bytes: Buffer, receivedUs: number) => void
  /** The time, now. */
  readonly now: () => TimestampUs
  /** Takes an input, now. */
  readonly say: (input: Input) => ReadonlyArray<Entry>
  /** Time has passed: what is due happens, and is written. */
  readonly tick: () => void
  readonly summary: () => CaptureSummary
  readonly close: (reason: CloseReason) => Either<FileFailure, RecordingDone>
}

/**
 * Opens a live session and its journal. Inputs are recorded at the time they come in, never before
 * the one before; what their lines lead to outside is for whoever hears them, after they are
 * written.
 */
export const openLiveSession = (
  plan: LiveSessionPlan,
  ears: LiveSessionEars,
): Either<FileFailure, LiveSession> => {
  const { journal, ifExists, header, strategy } = plan
  const written = journal === null ? right(null) : createRecording(journal, ifExists)
  if (isLeft(written)) return written
  const keeper = snapshotKeeper(journal, plan.isKeepingSnapshots, ears.warning)
  let last = plan.nowUs()
  const recorder = openRecorder(header, last as TimestampUs, strategy, written.right, keeper)
  ears.lines?.(recorder.opening, recorder)
  const symbols: Array<string> = []
  const edges = plan.newEdgeFeed()
  let stop: SessionStop | null = null
  const stopped = (): SessionStop | null => stop ?? recorder.failed()
  const thrown = (error: unknown): void => {
    stop ??= { type: 'Thrown', error }
  }
  const guarded = (act: () => void): void => {
    if (stopped() !== null) return
    try {
      act()
    } catch (error) {
      thrown(error)
    }
  }
  const record = (at: number, input: Input): ReadonlyArray<Entry> => {
    if (stopped() !== null) return []
    last = Math.max(at, last)
    const entries = recorder.record(last as TimestampUs, input)
    ears.lines?.(entries, recorder)
    ears.entries(entries)
    return entries
  }
  const say = (at: number, input: Input): ReadonlyArray<Entry> => {
    for (const due of edges(Math.max(at, last) as TimestampUs, symbols)) record(due.at, due.edge)
    if (input.type === 'InstrumentListed') symbols.push(input.symbol)
    return record(at, input)
  }
  const market = newLiveMarket(plan.address, plan, {
    input: say,
    problem: ears.problem,
    warning: ears.warning,
  })
  return right({
    state: recorder.state,
    recorder,
    stopped,
    guarded,
    thrown,
    market: (bytes, receivedUs) => {
      guarded(() => {
        stop ??= market.take(bytes, receivedUs as TimestampUs)
      })
    },
    now: () => Math.max(plan.nowUs(), last) as TimestampUs,
    say: (input) => say(plan.nowUs(), input),
    tick: () => {
      const now = plan.nowUs()
      const [timer] = recorder.state.timers
      if (timer !== undefined && timer.due <= now) say(now, { type: 'ClockAdvanced' })
      recorder.flush()
    },
    summary: market.summary,
    close: (reason) => {
      last = Math.max(plan.nowUs(), last)
      return recorder.close(last as TimestampUs, reason)
    },
  })
}
