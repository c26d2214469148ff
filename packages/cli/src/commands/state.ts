import type { FileFailure } from '@shadowtape/adapters'
import { InvariantViolated } from '@shadowtape/core'
import type { Command } from 'commander'
import { Option } from 'commander'
import type { Either } from 'fp-ts/Either'
import { isLeft, right } from 'fp-ts/Either'

import { faultFailure } from '../journals/journal-failure'
import { lastSeq, linesAt, offsetAfter, seqOfLine } from '../journals/locate'
import { damageOutcome, fileOutcome } from '../journals/scan-outcome'
import { stateAt } from '../journals/state-at'
import { fieldsOfText } from '../journals/line-text'
import type { ReplaySubject } from '../replays/replay-subject'
import { replaySubject } from '../replays/replay-subject'
import type { Instant } from '../reports/instant-report'
import { instantText } from '../reports/instant-report'
import { printable } from '../reports/printable'
import { grouped } from '../reports/quantity-text'
import { stateJson } from '../reports/state-report'
import type { CliCommand, CliEnv } from '../shell/cli-env'
import { failure } from '../shell/failure'
import type { Run } from '../shell/new-command'
import { newCommand } from '../shell/new-command'
import { countOption, parsedOption } from '../shell/option-values'
import type { Outcome } from '../shell/outcome'
import { deliver, failedOutcome } from '../shell/outcome'
import type { TypedTime } from '../shell/time-option'
import { timeOption } from '../shell/time-option'
import { warningOn } from '../shell/warning-on'

type StateOptions = {
  readonly seq?: number
  readonly at?: TypedTime
  readonly strategy?: string
  readonly json?: true
}

/** `shadowtape state`: what a session knew after one of its lines. */
export const stateCommand = (run: Run): Command =>
  newCommand('state', 'print what a session knew after one of its lines: market, orders, risk', [
    'shadowtape state session.jsonl --seq 42',
    'shadowtape state session.jsonl --at +102.5s',
    'shadowtape state session.jsonl --at 2025-10-27T20:36:17Z --json | jq .state.orders',
  ])
    .argument('<journal>', 'the journal to look into')
    .addOption(parsedOption('--seq <n>', 'after this line (default: the last)', seqOption))
    .addOption(
      new Option('--at <time>', 'after all that was said up to then: UTC, or +12.5s from the start')
        .argParser(timeOption)
        .conflicts('seq'),
    )
    .option('--strategy <path>', "the strategy's module, where it is not where the header says")
    .option('--json', 'print it as JSON, with the whole state')
    .action((path: string, options: StateOptions) => {
      run(state(path, options))
    })

const seqOption = countOption(1, Number.MAX_SAFE_INTEGER)

/** Folds a journal to one of its lines, from the nearest snapshot beside it. */
export const state =
  (path: string, options: StateOptions): CliCommand =>
  (env) =>
  async () => {
    const subject = await replaySubject(path, options.strategy, env)
    if (isLeft(subject)) return deliver(env, options, subject.left)
    const wanted = wantedSeq(path, options)
    if (isLeft(wanted)) return deliver(env, options, fileOutcome(path, wanted.left))
    return deliver(env, options, instant(path, subject.right, wanted.right, env))
  }

/** Up to which line to fold; beyond the end there is nothing to be had. */
type Wanted = { readonly seq: number; readonly last: number }

const wantedSeq = (path: string, options: StateOptions): Either<FileFailure, Wanted> => {
  const last = lastSeq(path)
  if (isLeft(last)) return last
  if (options.at === undefined) return right({ seq: options.seq ?? last.right, last: last.right })
  const { us, from } = options.at
  const start = from === 'start' ? startOf(path) : right(0)
  if (isLeft(start)) return start
  const offset = offsetAfter(path, start.right + us)
  if (isLeft(offset)) return offset
  const next = linesAt(path, offset.right, 1)
  if (isLeft(next)) return next
  const line = next.right[0]
  const seq = line === undefined ? null : seqOfLine(line)
  return right({ seq: seq === null ? last.right : seq - 1, last: last.right })
}

const startOf = (path: string): Either<FileFailure, number> => {
  const first = linesAt(path, 0, 1)
  if (isLeft(first)) return first
  const fields = fieldsOfText(first.right[0]?.toString() ?? '')
  return right(Number(fields?.['at'] ?? 0))
}

const instant = (path: string, subject: ReplaySubject, wanted: Wanted, env: CliEnv): Outcome => {
  const { seq, last } = wanted
  if (seq < 1)
    return failedOutcome(path, 'not there', failure('Usage', `${path} begins after that time.`))
  if (seq > last) {
    const says = `${path} has no line ${grouped(seq)}; its last is ${grouped(last)}.`
    return failedOutcome(path, 'not there', failure('Usage', says))
  }
  try {
    const found = stateAt(path, subject, seq, warningOn(env))
    if (isLeft(found)) return fileOutcome(path, found.left)
    if (found.right.fault !== null)
      return damageOutcome(path, faultFailure(path, found.right.fault))
    const { fault: _, ...reached } = found.right
    return {
      text: instantText({ file: path, ...reached }),
      json: instantJson(path, reached),
      failure: null,
    }
  } catch (error) {
    if (!(error instanceof InvariantViolated)) throw error
    const why = printable(error.message)
    const says = `${path} contradicts itself before line ${grouped(seq)}: ${why}.`
    return failedOutcome(path, 'diverged', failure('Diverged', says))
  }
}

const instantJson = (
  file: string,
  { state: reached, snapshot, linesFolded }: Omit<Instant, 'file'>,
) => ({
  ...{ file, seq: reached.seq, at: reached.at, snapshot, lines_folded: linesFolded },
  report: stateJson(reached),
  state: reached,
})
