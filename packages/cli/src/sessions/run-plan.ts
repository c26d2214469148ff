import {
  captureFailureText,
  captureProblemText,
  fileFailureText,
  isRunPath,
} from '@shadowtape/adapters'
import type { Message } from '@shadowtape/core'
import { InvariantViolated } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import { JournalUnread } from '../journals/journal-unread'
import type { Observing } from '../observing/observing'
import { observing } from '../observing/observing'
import { frozenText, thawedText } from '../reports/freeze-text'
import { grouped, quantity } from '../reports/quantity-text'
import { sessionJson, sessionText } from '../reports/session-report'
import { NotResumed } from '../resumptions/not-resumed'
import type { CliEnv } from '../shell/cli-env'
import type { Failure } from '../shell/failure'
import { failure } from '../shell/failure'
import { hearInterruption, hearRollRequest } from '../shell/interruption'
import { deliver } from '../shell/outcome'
import { progressOn } from '../shell/progress'
import { warningOn } from '../shell/warning-on'
import type {
  CaptureSessionDone,
  CaptureSessionEars,
  CaptureSessionPlan,
  CaptureSessionStopped,
} from './capture-session'
import { runCaptureSession } from './capture-session'
import { keptText, recordingFailure } from './kept-text'
import type { Recorder } from './recorder'
import { StrategyFault } from './checked-strategy'

type ReportOptions = { readonly json?: true; readonly obs?: number }

/** Runs a session over captures for a person: progress, remarks, the report, what went wrong. */
export const runPlan = async (
  plan: CaptureSessionPlan,
  options: ReportOptions,
  env: CliEnv,
): Promise<Either<Failure, void>> => {
  const observed = await observedBy(plan, options, env)
  if (isLeft(observed)) return observed
  const watch = observed.right
  const progress = progressOn(env, 'run')
  const interruption = hearInterruption()
  const isRun = plan.journal !== null && isRunPath(plan.journal)
  const rolls = isRun ? hearRollRequest() : null
  try {
    const outcome = await runCaptureSession(plan, {
      ...earsOf(env),
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

const observedBy = async (
  { header, journal }: CaptureSessionPlan,
  { obs: port }: ReportOptions,
  env: CliEnv,
): Promise<Either<Failure, Observing | null>> =>
  port === undefined
    ? right(null)
    : observing({ port, session: header.session, isJournaled: journal !== null }, env)

const problemsShownMax = 20

const earsOf = (
  env: CliEnv,
): Omit<CaptureSessionEars, 'progress' | 'isStopped' | 'isRollAsked'> => {
  let problems = 0
  return {
    warning: warningOn(env),
    problem: (problem) => {
      problems += 1
      if (problems <= problemsShownMax) env.remark(`left out: ${captureProblemText(problem)}\n`)
      else if (problems === problemsShownMax + 1)
        env.remark('left out: more, counted in the report\n')
    },
    entries: (entries) => {
      for (const { message } of entries) {
        const says = aloud(message)
        if (says !== null) env.remark(says)
      }
    },
  }
}

/** What a person hears at once: that a rule or the edge stopped trading, or let it go on. */
const aloud = (message: Message): string | null => {
  switch (message.type) {
    case 'TradingFrozen':
    case 'TradingReduced':
      return message.reason === 'OPERATOR' ? null : frozenText(message)
    case 'TradingThawed':
      return message.actor === 'rule:thaw' ? thawedText(message) : null
    default:
      return null
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
  const bad = total(summary.problems.values())
  const lines = bad === 1 ? 'bad line was' : 'bad lines were'
  const waiting = [summary.ignored.get('after a gap'), summary.ignored.get('before a snapshot')]
  const behind = total(waiting.map((count) => count ?? 0))
  const andBehind = behind === 0 ? '' : `, and ${quantity(behind, 'message')} of books that waited`
  const says = `Finished with loss: ${grouped(bad)} ${lines} left out${andBehind}`
  return bad === 0 ? null : failure('Lossy', `${says}; --strict stops at the first.`)
}

const total = (counts: Iterable<number>): number => {
  let sum = 0
  for (const each of counts) sum += each
  return sum
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
