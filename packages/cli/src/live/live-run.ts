import type {
  CaptureFailure,
  CaptureSummary,
  FileFailure,
  NetworkRefused,
  PublicEvent,
  PublicStream,
  StreamCategory,
  StreamTiming,
} from '@shadowtape/adapters'
import { machineTime, openPublicStream } from '@shadowtape/adapters'
import type { Entry } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import type { RecordingCounts } from '../recordings/recording-tally'
import { newRecordingTally } from '../recordings/recording-tally'
import type { OpenedNetwork } from '../shell/network-options'
import type { LiveSession, LiveSessionEars, LiveSessionPlan } from './live-session'
import { openLiveSession } from './live-session'
import type { Trading } from './trading'

/** A session on live market data, and how long it goes on. */
export type LiveRunPlan = Omit<LiveSessionPlan, 'address' | 'nowUs'> & {
  readonly network: OpenedNetwork
  readonly category: StreamCategory
  /** Topics without their symbol. */
  readonly kinds: ReadonlyArray<string>
  /** Ends by itself after so long; `null` goes on until it is asked to end. */
  readonly durationMs: number | null
  readonly timing: StreamTiming
  /** Who sends orders to a real venue; `null` where a dry-run venue answers. */
  readonly newTrading: ((session: LiveSession) => Either<string, Trading>) | null
}

/** How a live session stands, each time it looks up. */
export type LiveNow = {
  readonly seconds: number
  readonly counts: RecordingCounts
  readonly session: LiveSession
}

/** What a live session tells, and asks, on the way. */
export type LiveRunEars = LiveSessionEars & {
  readonly event: (event: PublicEvent) => void
  readonly now: (now: LiveNow) => void
  readonly isStopped: () => boolean
  readonly isRollAsked: () => boolean
  readonly sleep: (ms: number) => Promise<void>
}

/** A live session that ended as it should; its recorder is still open. */
export type LiveRunDone = {
  readonly session: LiveSession
  readonly summary: CaptureSummary
  readonly counts: RecordingCounts
}

/** Why a live session ended otherwise; `session` has what was recorded till then. */
export type LiveRunStopped = {
  readonly why:
    | FileFailure
    | CaptureFailure
    | NetworkRefused
    | { readonly type: 'NotBegun'; readonly says: string }
    | { readonly type: 'Thrown'; readonly error: unknown }
  readonly session: LiveSession | null
}

const tickEveryMs = 50

/**
 * Runs a session on live market data until it is asked to end, its time is over, or it cannot go
 * on. Whatever ends it, orders that rest at a real venue are canceled first.
 */
export const runLive = async (
  plan: LiveRunPlan,
  ears: LiveRunEars,
): Promise<Either<LiveRunStopped, LiveRunDone>> => {
  const time = machineTime()
  const begunAt = time.nowMs()
  const { network } = plan
  const nowUs = (): number => usOf(time.receivedNs())
  let trading: Trading | null = null
  const opened = openLiveSession(
    { ...plan, address: network.urls.publicStream, nowUs },
    {
      ...ears,
      entries: (entries: ReadonlyArray<Entry>) => {
        ears.entries(entries)
        trading?.hear(entries)
      },
    },
  )
  if (isLeft(opened)) return left({ why: opened.left, session: null })
  const session = opened.right
  const tally = newRecordingTally()
  let stopped: LiveRunStopped['why'] | null = null
  const guarded = (act: () => CaptureFailure | null): void => {
    if (stopped !== null) return
    try {
      stopped = act()
    } catch (error) {
      stopped = { type: 'Thrown', error }
    }
  }
  const made = plan.newTrading?.(session) ?? null
  if (made !== null) {
    trading = isLeft(made) ? null : made.right
    const unfit = isLeft(made) ? made.left : await made.right.begin()
    if (unfit !== null) stopped = { type: 'NotBegun', says: unfit }
  }
  const streaming = openedStream(plan, time, stopped, {
    frame: (frame) => {
      tally.frame(frame)
      guarded(() => session.market(frame.bytes, usOf(frame.receivedNs)))
    },
    event: (event) => {
      tally.event(event)
      ears.event(event)
    },
  })
  if (isLeft(streaming)) stopped = streaming.left
  const isOver = (): boolean =>
    stopped !== null ||
    ears.isStopped() ||
    (plan.durationMs !== null && time.nowMs() - begunAt >= plan.durationMs)
  while (!isOver()) {
    await ears.sleep(Math.min(tickEveryMs, plan.durationMs ?? tickEveryMs))
    guarded(() => {
      if (ears.isRollAsked()) session.say({ type: 'RollJournal' })
      session.tick()
      return null
    })
    stopped ??= session.recorder.failed()
    const seconds = (time.nowMs() - begunAt) / 1_000
    ears.now({ seconds, counts: tally.counts(), session })
  }
  await trading?.end(stopped === null ? 'asked' : 'failed')
  await (isLeft(streaming) ? undefined : streaming.right?.close())
  if (stopped !== null) return left({ why: stopped, session })
  return right({ session, summary: session.summary(), counts: tally.counts() })
}

/** The public stream, unless there is no more use for it. */
const openedStream = (
  plan: LiveRunPlan,
  time: ReturnType<typeof machineTime>,
  stopped: LiveRunStopped['why'] | null,
  ear: Parameters<typeof openPublicStream>[1],
): Either<NetworkRefused, PublicStream | null> => {
  if (stopped !== null) return right(null)
  const { network, category, kinds, timing } = plan
  return openPublicStream(
    {
      ...{ category, kinds, timing, time },
      symbols: [...plan.symbols],
      access: network.access,
      address: network.urls.publicStream,
      seed: plan.header.seed % 4_294_967_296,
    },
    ear,
  )
}

/** Microseconds since the epoch, of 19 digits of nanoseconds. */
const usOf = (ns: string): number => Number(ns.slice(0, -3))
