import { captureFailureText, fileFailureText, isRunPath } from '@shadowtape/adapters'
import { InvariantViolated } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, left } from 'fp-ts/Either'

import { JournalUnread } from '../journals/journal-unread'
import { observedBy } from '../observing/observed-by'
import { sessionJson, sessionText } from '../reports/session-report'
import { NotResumed } from '../resumptions/not-resumed'
import type { CliEnv } from '../shell/cli-env'
import type { Failure } from '../shell/failure'
import { failure } from '../shell/failure'
import { hearInterruption, hearRollRequest } from '../shell/interruption'
import { deliver } from '../shell/outcome'
import { progressOn } from '../shell/progress'
import type {
  CaptureSessionDone,
  CaptureSessionPlan,
  CaptureSessionStopped,
} from './capture-session'
import { runCaptureSession } from './capture-session'
import { keptText, recordingFailure } from './kept-text'
import { remarkEars } from './remark-ears'
import { leftOut } from './left-out'
import type { Recorder } from './recorder'
import { StrategyFault } from './checked-strategy'

type ReportOptions = { readonly json?: true; readonly obs?: number }

/** Runs a session over captures for a person: progress, remarks, the report, what went wrong. */
export const runPlan = async (
  plan: CaptureSessionPlan,
  options: ReportOptions,
  env: CliEnv,
): Promise<Either<Failure, void>> => {
  const observed = await observedBy(plan, options.obs, env)
  if (isLeft(observed)) return observed
  const watch = observed.right
  const progress = progressOn(env, 'run')
  const interruption = hearInterruption()
  const isRun = plan.journal !== null && isRunPath(plan.journal)
  const rolls = isRun ? hearRollRequest() : null
  try {
    const outcome = await runCaptureSession(plan, {
      ...remarkEars(env),
      ...(watch === null ? {} : { lines: watch.entries }),
      progress: progress.tick,
      isStopped: interruption.isAsked,
      isRollAsked: rolls?.isAsked ?? (() => false),
    })
    progress.finish()
    return isLeft(outcome)
      ? left(stopped(outcome.left, plan))
      : closed(outcome.right, plan, options, env)
  } catch (error) {
    progress.finish()
    if (error instanceof NotResumed) return left(failure(error.kind, error.message))
    if (error instanceof JournalUnread) return left(failure('Failed', `Error: ${error.message}`))
    if (!(error instanceof StrategyFault || error instanceof InvariantViolated)) throw error
    return left(failure('Failed', `Error: ${error.message}${keptOf(plan, null)}`))
  } finally {
    interruption.stop()
    rolls?.stop()
    await watch?.close()
  }
}

const closed = (
  done: CaptureSessionDone,
  plan: CaptureSessionPlan,
  options: ReportOptions,
  env: CliEnv,
): Either<Failure, void> => {
  const { recorder, summary } = done
  const recording = recorder.close(done.end, summary === null ? 'OPERATOR' : 'END_OF_INPUT')
  if (isLeft(recording)) return left(recordingFailure(recording.left, recorder))
  const outcome = {
    state: recorder.state,
    summary,
    recording: recording.right,
    journal: plan.journal,
  }
  return deliver(env, options, {
    text: sessionText(outcome),
    json: sessionJson(outcome),
    failure: lossOf(done, plan),
  })
}

/** What a finished session left out, in words. */
const lossOf = ({ summary }: CaptureSessionDone, plan: CaptureSessionPlan): Failure | null => {
  if (summary === null) return failure('Lossy', 'Stopped by the operator before the capture ended.')
  const missing = [...(plan.symbols ?? [])].filter((symbol) => !summary.symbols.includes(symbol))
  if (missing.length > 0) return failure('Lossy', `Not in the capture: ${missing.join(', ')}.`)
  const says = leftOut(summary, 'line')
  return says === null ? null : failure('Lossy', `${says}; --strict stops at the first.`)
}

const stopped = (stop: CaptureSessionStopped, plan: CaptureSessionPlan): Failure => {
  const { why, recorder } = stop
  recorder?.abandon()
  const kept = recorder === null ? '' : keptOf(plan, recorder)
  switch (why.type) {
    case 'NoInput':
      return failure(
        'Failed',
        `Error: ${plan.files.join(', ')}: no message of` +
          ` ${[...(plan.symbols ?? ['any symbol'])].join(', ')}`,
      )
    case 'FileFailure':
      return recorder === null
        ? failure('Failed', `Error: ${fileFailureText(why)}`)
        : recordingFailure(why, recorder)
    case 'UnsupportedSymbol':
      return failure('Incompatible', `Error: ${captureFailureText(why)}${kept}`)
    default:
      return failure('Failed', `Error: ${captureFailureText(why)}${kept}`)
  }
}

const keptOf = ({ journal }: CaptureSessionPlan, recorder: Recorder | null): string =>
  journal === null ? '' : `\n${keptText(journal, recorder)}`
