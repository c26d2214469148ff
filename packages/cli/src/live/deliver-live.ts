import type { PublicEvent } from '@shadowtape/adapters'
import { captureFailureText, fileFailureText, isRunPath } from '@shadowtape/adapters'
import { InvariantViolated } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, left } from 'fp-ts/Either'

import type { Observing } from '../observing/observing'
import { observedBy } from '../observing/observed-by'
import { eventWords } from '../recordings/event-words'
import { liveJson, liveText } from '../reports/live-report'
import { StrategyFault } from '../sessions/checked-strategy'
import { keptText, recordingFailure } from '../sessions/kept-text'
import { leftOut } from '../sessions/left-out'
import { remarkEars } from '../sessions/remark-ears'
import type { CliEnv } from '../shell/cli-env'
import type { Failure } from '../shell/failure'
import { failure } from '../shell/failure'
import { hearInterruption, hearRollRequest } from '../shell/interruption'
import { deliver } from '../shell/outcome'
import { statusLine } from '../shell/status-line'
import { liveLine } from './live-line'
import type { LiveRunDone, LiveRunPlan, LiveRunStopped } from './live-run'
import { runLive } from './live-run'
import type { TradingGauges } from './trading'

/** How a live session is to be reported, and watched. */
export type LiveDelivery = { readonly json?: true; readonly obs?: number }

/** Runs a live session for a person: how it stands, remarks, the report, what went wrong. */
export const deliverLive = async (
  plan: LiveRunPlan,
  options: LiveDelivery,
  env: CliEnv,
): Promise<Either<Failure, void>> => {
  const observed = await observedBy(plan, options.obs, env)
  if (isLeft(observed)) return observed
  const watch = observed.right
  const status = statusLine(env, liveLine)
  const interruption = hearInterruption()
  const rolls = plan.journal !== null && isRunPath(plan.journal) ? hearRollRequest() : null
  try {
    const outcome = await runLive(plan, {
      ...remarkEars(env, (text) => {
        status.say(text.replace(/\n$/, ''))
      }),
      ...(watch === null ? {} : { lines: watch.entries }),
      event: (event) => {
        if (watch !== null) watchFeed(watch, event)
        const words = eventWords(event)
        if (words !== null) status.say(words)
      },
      now: (now) => {
        if (watch !== null) watchVenue(watch, now.gauges())
        status.show(now)
      },
      isStopped: interruption.isAsked,
      isRollAsked: rolls?.isAsked ?? (() => false),
      sleep: interruption.sleep,
    })
    status.finish()
    return isLeft(outcome)
      ? left(stopped(outcome.left, plan))
      : closed(outcome.right, plan, options, env)
  } finally {
    interruption.stop()
    rolls?.stop()
    await watch?.close()
  }
}

/** What no line of a session says: how its feed stands. */
const watchFeed = ({ metrics }: Observing, event: PublicEvent): void => {
  if (event.type === 'Gap') metrics.countGap(event.topic)
  if (event.type !== 'Connection') return
  const stream = `public-${String(event.connection)}`
  if (event.state.type === 'Open') metrics.setConnected(stream, true)
  if (event.state.type !== 'Lost') return
  metrics.setConnected(stream, false)
  metrics.countReconnect(stream)
}

const watchVenue = ({ metrics }: Observing, gauges: TradingGauges | null): void => {
  if (gauges === null) return
  for (const [budget, left] of gauges.tokens) metrics.setRateLimitTokens(budget, left)
  metrics.setConnected('private', gauges.isHeard)
}

const closed = (
  done: LiveRunDone,
  { journal }: LiveRunPlan,
  options: LiveDelivery,
  env: CliEnv,
): Either<Failure, void> => {
  const { session, summary, counts } = done
  const recording = session.close('OPERATOR')
  if (isLeft(recording)) return left(recordingFailure(recording.left, session.recorder))
  const outcome = {
    ...{ state: session.state, summary, counts, journal },
    recording: recording.right,
  }
  const loss = leftOut(summary, 'message')
  return deliver(env, options, {
    text: liveText(outcome),
    json: liveJson(outcome),
    failure: loss === null ? null : failure('Lossy', `${loss}.`),
  })
}

/** Why a live session did not come to its close, and what is left of it. */
const stopped = ({ why, session }: LiveRunStopped, { journal }: LiveRunPlan): Failure => {
  const recorder = session?.recorder ?? null
  if (why.type === 'FileFailure')
    return recorder === null
      ? failure('Failed', `Error: ${fileFailureText(why)}`)
      : recordingFailure(why, recorder)
  recorder?.abandon()
  const kept = recorder === null || journal === null ? '' : `\n${keptText(journal, recorder)}`
  switch (why.type) {
    case 'NetworkRefused':
      return failure('Usage', `Error: ${why.says}${kept}`)
    case 'NotBegun':
      return failure('Failed', `Error: ${why.says}${kept}`)
    case 'Thrown':
      if (why.error instanceof StrategyFault || why.error instanceof InvariantViolated)
        return failure('Failed', `Error: ${why.error.message}${kept}`)
      throw why.error
    default:
      return failure('Failed', `Error: ${captureFailureText(why)}${kept}`)
  }
}
