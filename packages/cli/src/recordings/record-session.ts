import type {
  CaptureWritten,
  FileFailure,
  PublicEvent,
  PublicStreamOptions,
  RecordingPlace,
  StreamCategory,
  StreamTime,
  StreamTiming,
} from '@shadowtape/adapters'
import { machineTime, newCaptureWriter, openPublicStream } from '@shadowtape/adapters'
import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import type { OpenedNetwork } from '../shell/network-options'
import type { RecordingCounts } from './recording-tally'
import { newRecordingTally } from './recording-tally'

/** What to record, and where to. */
export type RecordingPlan = {
  readonly network: OpenedNetwork
  readonly category: StreamCategory
  readonly symbols: ReadonlyArray<string>
  /** Topics without their symbol. */
  readonly kinds: ReadonlyArray<string>
  readonly place: RecordingPlace
  readonly rollAfterMs: number
  readonly rollBytes: number
  /**
   * Ends by itself so long after the first connection, or ten seconds later where none comes about;
   * `null` goes on until it is asked to end.
   */
  readonly durationMs: number | null
  readonly timing: StreamTiming
}

/** How a recording stands, each time it looks up. */
export type RecordingNow = {
  readonly seconds: number
  readonly counts: RecordingCounts
  readonly written: CaptureWritten
}

/** What a recording tells, and asks, on the way. */
export type RecordingEars = {
  readonly event: (event: PublicEvent | PressureEvent) => void
  readonly now: (now: RecordingNow) => void
  readonly isStopped: () => boolean
  readonly isRollAsked: () => boolean
  readonly sleep: (ms: number) => Promise<void>
}

/** The disk is slower than the venue, and the venue is held back; or that is over. */
export type PressureEvent = { readonly type: 'HeldBack' | 'LetGo' }

/** What a recording came to. */
export type Recorded = RecordingNow & {
  readonly end: 'stopped' | 'duration' | 'all refused' | 'disk'
  readonly failure: FileFailure | null
}

const lookEveryMs = 200
const connectsWithinMs = 10_000
const waitingBytesMax = 64 * 1024 * 1024
const flushBytes = 256 * 1024
const flushEveryMs = 1_000

/** Records until it is asked to end, its time is over, or it cannot go on. */
export const recordSession = async (
  plan: RecordingPlan,
  ears: RecordingEars,
): Promise<Either<string, Recorded>> => {
  const time = machineTime()
  const begunAt = time.nowMs()
  const tally = newRecordingTally()
  let failure: FileFailure | null = null
  let connectedAt: number | null = null
  const tell = (event: PublicEvent | PressureEvent): void => {
    writer.note(JSON.stringify({ at: time.receivedNs(), ...event }))
    ears.event(event)
  }
  const writer = newCaptureWriter(
    { ...plan, time, flushEveryMs, flushBytes, waitingBytesMax },
    {
      pressure: (isHigh) => {
        if (isHigh) stream?.pause()
        else stream?.resume()
        tell({ type: isHigh ? 'HeldBack' : 'LetGo' })
      },
      failed: (why) => {
        failure = why
      },
    },
  )
  const opened = openPublicStream(streamOptions(plan, time), {
    frame: (frame) => {
      tally.frame(frame)
      writer.append(frame.receivedNs, frame.bytes)
    },
    event: (event) => {
      tally.event(event)
      if (tally.counts().open > 0) connectedAt ??= time.nowMs()
      tell(event)
    },
  })
  const stream = isLeft(opened) ? null : opened.right
  const now = (): RecordingNow => ({
    seconds: (time.nowMs() - begunAt) / 1_000,
    counts: tally.counts(),
    written: writer.written(),
  })
  const ended = (): Recorded['end'] | null => {
    if (failure !== null) return 'disk'
    if (ears.isStopped()) return 'stopped'
    const topics = plan.symbols.length * plan.kinds.length
    if (tally.counts().refused.size >= topics) return 'all refused'
    const since = connectedAt ?? begunAt + connectsWithinMs
    return plan.durationMs !== null && time.nowMs() - since >= plan.durationMs ? 'duration' : null
  }
  let end = isLeft(opened) ? 'stopped' : ended()
  for (; end === null; end = ended()) {
    await ears.sleep(Math.min(lookEveryMs, plan.durationMs ?? lookEveryMs))
    if (ears.isRollAsked()) writer.roll()
    ears.now(now())
  }
  await stream?.close()
  await writer.close()
  return isLeft(opened) ? left(opened.left.says) : right({ ...now(), end, failure })
}

/** The waits before coming back are drawn of when it began, so that no two recorders keep step. */
const streamOptions = (plan: RecordingPlan, time: StreamTime): PublicStreamOptions => ({
  access: plan.network.access,
  address: plan.network.urls.publicStream,
  category: plan.category,
  symbols: plan.symbols,
  kinds: plan.kinds,
  timing: plan.timing,
  time,
  seed: Number(BigInt(time.receivedNs()) % 4_294_967_296n),
})
