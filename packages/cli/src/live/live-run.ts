import type {
  CaptureSummary,
  NetworkRefused,
  PublicEvent,
  StreamCategory,
  StreamTime,
  StreamTiming,
} from '@shadowtape/adapters'
import { machineTime, openPublicStream } from '@shadowtape/adapters'
import type { Entry } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import type { RecordingCounts } from '../recordings/recording-tally'
import { newRecordingTally } from '../recordings/recording-tally'
import type { OpenedNetwork } from '../shell/network-options'
import type { LiveSession, LiveSessionEars, LiveSessionPlan, SessionStop } from './live-session'
import { openLiveSession } from './live-session'
import type { Trading, TradingGauges } from './trading'

/** A session on live market data, and how long it goes on. */
export type LiveRunPlan = Omit<LiveSessionPlan, 'address' | 'nowUs'> & {
  readonly network: OpenedNetwork
  readonly category: StreamCategory
  /** Topics without their symbol. */
  readonly kinds: ReadonlyArray<string>
  /** Ends by itself after so long; `null` goes on until it is asked to end. */
  readonly durationMs: number | null
  readonly timing: StreamTiming
  /** Why the account cannot be begun with, asked before there is a journal; `null` where fit. */
  readonly unfit: (() => Promise<string | null>) | null
  /** Who sends orders to a real venue; `null` where a dry-run venue answers. */
  readonly newTrading: ((session: LiveSession) => Either<string, Trading>) | null
}

/** How a live session stands, each time it looks up. */
export type LiveNow = {
  readonly seconds: number
  readonly counts: RecordingCounts
  readonly session: LiveSession
  /** Of a session whose venue is real; counted when they are asked for. */
  readonly gauges: () => TradingGauges | null
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
  readonly why: SessionStop | NetworkRefused | { readonly type: 'NotBegun'; readonly says: string }
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
  const unfit = (await plan.unfit?.()) ?? null
  if (unfit !== null) return left({ why: { type: 'NotBegun', says: unfit }, session: null })
  const time = machineTime()
  const trader: { now: Trading | null } = { now: null }
  const opened = openLiveSession(
    {
      ...plan,
      address: plan.network.urls.publicStream,
      nowUs: () => usOf(time.receivedNs()),
    },
    {
      ...ears,
      entries: (entries: ReadonlyArray<Entry>) => {
        ears.entries(entries)
        trader.now?.hear(entries)
      },
    },
  )
  if (isLeft(opened)) return left({ why: opened.left, session: null })
  const session = opened.right
  const traded = await begun(plan, session, (begins) => {
    trader.now = begins
  })
  const ended = isLeft(traded) ? traded : await streamed(plan, session, time, ears, trader)
  await trader.now?.end(session.stopped() === null ? 'asked' : 'failed')
  const stop = session.stopped()
  if (isLeft(ended)) return left({ why: ended.left, session })
  if (stop !== null) return left({ why: stop, session })
  return right({ session, summary: session.summary(), counts: ended.right })
}

/** Begins to trade where the venue is a real one. `begins` hears of it before it says anything. */
const begun = async (
  { newTrading }: LiveRunPlan,
  session: LiveSession,
  begins: (trading: Trading) => void,
): Promise<Either<LiveRunStopped['why'], null>> => {
  if (newTrading === null) return right(null)
  const made = newTrading(session)
  if (isLeft(made)) return left({ type: 'NotBegun', says: made.left })
  begins(made.right)
  const unfit = await made.right.begin()
  return unfit === null ? right(null) : left({ type: 'NotBegun', says: unfit })
}

/** Streams market data into the session, until something ends it; what it saw of the feed. */
const streamed = async (
  plan: LiveRunPlan,
  session: LiveSession,
  time: StreamTime,
  ears: LiveRunEars,
  trader: { readonly now: Trading | null },
): Promise<Either<NetworkRefused, RecordingCounts>> => {
  const { network, category, kinds, timing, durationMs } = plan
  const tally = newRecordingTally()
  const begunAt = time.nowMs()
  const stream = openPublicStream(
    {
      ...{ category, kinds, timing, time },
      symbols: [...plan.symbols],
      access: network.access,
      address: network.urls.publicStream,
      seed: plan.header.seed % 4_294_967_296,
    },
    {
      frame: (frame) => {
        tally.frame(frame)
        session.market(frame.bytes, usOf(frame.receivedNs))
        if (frame.isUsable && frame.topic?.startsWith('orderbook.') === true) trader.now?.fed()
      },
      event: (event) => {
        tally.event(event)
        ears.event(event)
        trader.now?.feed(event)
      },
    },
  )
  if (isLeft(stream)) return stream
  const isOver = (): boolean =>
    session.stopped() !== null ||
    ears.isStopped() ||
    (durationMs !== null && time.nowMs() - begunAt >= durationMs)
  while (!isOver()) {
    await ears.sleep(Math.min(tickEveryMs, durationMs ?? tickEveryMs))
    session.guarded(() => {
      if (ears.isRollAsked()) session.say({ type: 'RollJournal' })
      session.tick()
      trader.now?.tick()
    })
    ears.now({
      ...{ session, seconds: (time.nowMs() - begunAt) / 1_000, counts: tally.counts() },
      gauges: () => trader.now?.gauges() ?? null,
    })
  }
  await stream.right.close()
  return right(tally.counts())
}

/** Microseconds since the epoch, of 19 digits of nanoseconds. */
const usOf = (ns: string): number => Number(ns.slice(0, -3))
