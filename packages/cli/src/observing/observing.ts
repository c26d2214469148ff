import type { Log, RenderedMetrics } from '@shadowtape/adapters'
import {
  fileFailureText,
  logLevelOf,
  newLog,
  newSessionMetrics,
  notReady,
  startObsServer,
} from '@shadowtape/adapters'
import type { Entry } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import { frozenText } from '../reports/freeze-text'
import type { Recorder } from '../sessions/recorder'
import type { CliEnv } from '../shell/cli-env'
import type { Failure } from '../shell/failure'
import { failure } from '../shell/failure'

/** What is to be observed, and where. */
export type ObservingPlan = {
  /** Where figures are served, on 127.0.0.1; 0 takes any port that is free. */
  readonly port: number
  readonly session: string
  /** Whether a journal is kept, so that there is something that can lag or fail. */
  readonly isJournaled: boolean
  /** Masks what must not be seen in the log. */
  readonly redact?: (text: string) => string
}

/** What is asked of a recorder whose session is observed. */
export type ObservedRecorder = Pick<Recorder, 'failed' | 'writtenBytes' | 'durableBytes'>

/** A session that is observed. */
export type Observing = {
  /** Such as `http://127.0.0.1:9464`. */
  readonly url: string
  /** Takes every line of the session, in order; the header of another one begins anew. */
  readonly entries: (entries: ReadonlyArray<Entry>, recorder?: ObservedRecorder) => void
  /** Where what no line says is set: streams, and tokens of rate limits. */
  readonly metrics: RenderedMetrics
  /** `null` where `SHADOWTAPE_LOG` asks for none. */
  readonly log: Log | null
  /** Ends the server and every connection to it; it must be called, whatever happened. */
  readonly close: () => Promise<void>
}

/**
 * Begins to observe a session: health, readiness and metrics on loopback, said on stderr, and a log
 * where `SHADOWTAPE_LOG` gives a level. A port that is taken, or a level that there is not, is a
 * failure in words.
 */
export const observing = async (
  plan: ObservingPlan,
  env: Pick<CliEnv, 'remark' | 'variables'>,
): Promise<Either<Failure, Observing>> => {
  const opened = await logOf(plan, env)
  if (isLeft(opened)) return opened
  const log = opened.right
  const metrics = await newSessionMetrics()
  const journal = journalWatch(plan.isJournaled)
  const server = await startObsServer({
    port: plan.port,
    notReady: () =>
      notReady({
        session: metrics.session(),
        outside: metrics.outside(),
        journalFailure: journal.failure(),
      }),
    metrics: {
      contentType: metrics.contentType,
      text: () => {
        metrics.setJournal(journal.lag(metrics.session().seq))
        return metrics.text()
      },
    },
  })
  if (isLeft(server)) return left(failure('Failed', `Error: --obs: ${server.left.says}`))
  const { url, close } = server.right
  env.remark(`observing ${url}/health, /ready and /metrics\n`)
  log?.info('observing', { url })
  return right({
    url,
    metrics,
    log,
    entries: (entries, recorder) => {
      metrics.entries(entries)
      if (recorder !== undefined) journal.heard(recorder, metrics.session().seq)
      if (log !== null) logged(log, entries)
    },
    close: async () => {
      const { seq: lines, faults } = metrics.session()
      log?.info('no longer observing', { lines, faults })
      await close()
    },
  })
}

/** A log only where one is asked for: what people read on stderr is no JSON. */
const logOf = async (
  { session, redact }: ObservingPlan,
  { variables }: Pick<CliEnv, 'variables'>,
): Promise<Either<Failure, Log | null>> => {
  const level = logLevelOf(variables)
  if (isLeft(level)) return left(failure('Usage', `Error: ${level.left.says}`))
  if (level.right === null) return right(null)
  const log = await newLog({
    session,
    level: level.right,
    ...(redact === undefined ? {} : { redact }),
  })
  return isLeft(log) ? left(failure('Usage', `Error: ${log.left.says}`)) : right(log.right)
}

/** What the file of a session's journal is behind by; asked when somebody wants to know. */
const journalWatch = (isJournaled: boolean) => {
  let recorder: ObservedRecorder | null = null
  let durableBytes = 0
  let durableSeq = 0
  return {
    heard: (now: ObservedRecorder, seq: number): void => {
      if (recorder !== now) {
        durableBytes = 0
        durableSeq = 0
      }
      recorder = now
      // what a sync makes durable is all that was recorded till then
      if (now.durableBytes() === durableBytes) return
      durableBytes = now.durableBytes()
      durableSeq = seq
    },
    failure: (): string | null => {
      const failed = recorder?.failed() ?? null
      return failed === null ? null : fileFailureText(failed)
    },
    lag: (seq: number) =>
      recorder === null || !isJournaled
        ? null
        : {
            writtenBytes: recorder.writtenBytes(),
            durableBytes: recorder.durableBytes(),
            lines: seq - durableSeq,
          },
  }
}

const logged = (log: Log, entries: ReadonlyArray<Entry>): void => {
  for (const { seq, message } of entries) {
    switch (message.type) {
      case 'TradingFrozen':
      case 'TradingReduced':
        log.warn(frozenText(message).trimEnd(), { seq, reason: message.reason })
        break
      case 'TradingThawed':
        log.warn('trading goes on', {
          ...{ seq, account: message.account, symbol: message.symbol },
          ...{ actor: message.actor, note: message.note },
        })
        break
      case 'SessionOpened':
        log.info('session opened', { strategy: message.strategy, symbols: message.symbols })
        break
      default:
        break
    }
  }
}
