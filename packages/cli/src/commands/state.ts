import type { FileFailure } from '@shadowtape/adapters'
import { InvariantViolated } from '@shadowtape/core'
import type { Command } from 'commander'
import { Option } from 'commander'
import type { Either } from 'fp-ts/Either'
import { isLeft, right } from 'fp-ts/Either'

import type { Change } from '../explanations/state-paths'
import { atPath, changesBetween } from '../explanations/state-paths'
import { faultFailure } from '../journals/journal-failure'
import { lastSeq } from '../journals/locate'
import { damageOutcome, fileOutcome } from '../journals/scan-outcome'
import { seqAtTime } from '../journals/seq-at-time'
import { stateAt } from '../journals/state-at'
import { statesAt } from '../journals/states-at'
import type { ReplaySubject } from '../replays/replay-subject'
import { replaySubject } from '../replays/replay-subject'
import type { Instant } from '../reports/instant-report'
import { instantText } from '../reports/instant-report'
import { printable } from '../reports/printable'
import { grouped } from '../reports/quantity-text'
import { stateJson } from '../reports/state-report'
import { changesText, valueText } from '../reports/state-value-report'
import type { SeqRange } from '../shell/cat-options'
import { seqRangeOption } from '../shell/cat-options'
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
  readonly path?: string
  readonly diff?: SeqRange
  readonly strategy?: string
  readonly json?: true
}

/** `shadowtape state`: what a session knew after one of its lines. */
export const stateCommand = (run: Run): Command =>
  newCommand('state', 'print what a session knew after one of its lines: market, orders, risk', [
    'shadowtape state session.jsonl --seq 42',
    'shadowtape state session.jsonl --at +102.5s',
    'shadowtape state session.jsonl --at 2025-10-27T20:36:17Z --json | jq .state.orders',
    'shadowtape state session.jsonl --seq 42 --path positions.BTCUSDT',
    'shadowtape state session.jsonl --diff 40..42',
  ])
    .argument('<journal>', 'the journal to look into')
    .addOption(parsedOption('--seq <n>', 'after this line (default: the last)', seqOption))
    .addOption(
      new Option('--at <time>', 'after all that was said up to then: UTC, or +12.5s from the start')
        .argParser(timeOption)
        .conflicts('seq'),
    )
    .option('--path <a.b.c>', 'only this part of it, such as positions.BTCUSDT or orders.open')
    .addOption(
      new Option('--diff <n..m>', 'what changed in it from after line n to after line m')
        .argParser(seqRangeOption)
        .conflicts(['seq', 'at']),
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
    const { from, seq, last } = wanted.right
    const found =
      from < 1 || seq > last || from > seq
        ? notThere(path, wanted.right)
        : unlessContradicting(path, seq, () =>
            options.diff === undefined
              ? instant(path, subject.right, seq, options, env)
              : changes(path, subject.right, { from, to: seq }, options, env),
          )
    return deliver(env, options, found)
  }

/** Up to which line to fold, and from where a difference is asked for; and the last there is. */
type Wanted = { readonly from: number; readonly seq: number; readonly last: number }

const wantedSeq = (path: string, options: StateOptions): Either<FileFailure, Wanted> => {
  const last = lastSeq(path)
  if (isLeft(last)) return last
  if (options.diff !== undefined) {
    const { from, to } = options.diff
    return right({ from, seq: to === openEnd ? last.right : to, last: last.right })
  }
  const asked = options.seq ?? last.right
  if (options.at === undefined) return right({ from: asked, seq: asked, last: last.right })
  const seq = seqAtTime(path, options.at)
  if (isLeft(seq)) return seq
  return right({ from: seq.right, seq: seq.right, last: last.right })
}

/** What `N..` says of its other end. */
const openEnd = Number.MAX_SAFE_INTEGER

const notThere = (path: string, { from, seq, last }: Wanted): Outcome => {
  const line = grouped(from < 1 ? from : Math.max(from, seq))
  const says =
    seq < 1
      ? `${path} begins after that time.`
      : `${path} has no line ${line}; its last is ${grouped(last)}.`
  return failedOutcome(path, 'not there', failure('Usage', says))
}

/** A journal may be sound, line for line, and still say what cannot be. */
const unlessContradicting = (path: string, seq: number, look: () => Outcome): Outcome => {
  try {
    return look()
  } catch (error) {
    if (!(error instanceof InvariantViolated)) throw error
    const why = printable(error.message)
    const says = `${path} contradicts itself before line ${grouped(seq)}: ${why}.`
    return failedOutcome(path, 'diverged', failure('Diverged', says))
  }
}

const instant = (
  path: string,
  subject: ReplaySubject,
  seq: number,
  { path: part }: StateOptions,
  env: CliEnv,
): Outcome => {
  const found = stateAt(path, subject, seq, warningOn(env))
  if (isLeft(found)) return fileOutcome(path, found.left)
  if (found.right.fault !== null) return damageOutcome(path, faultFailure(path, found.right.fault))
  const { fault: _, ...reached } = found.right
  if (part !== undefined) {
    const value = atPath(reached.state, part)
    return value === undefined
      ? nowhere(path, part)
      : { text: valueText(value), json: { file: path, seq, path: part, value }, failure: null }
  }
  return {
    text: instantText({ file: path, ...reached }),
    json: instantJson(path, reached),
    failure: null,
  }
}

/** What changed from after one line to after another. */
const changes = (
  path: string,
  subject: ReplaySubject,
  { from, to }: SeqRange,
  { path: part }: StateOptions,
  env: CliEnv,
): Outcome => {
  const values: Array<unknown> = []
  const fault = statesAt(path, subject, from === to ? [to] : [from, to], (reached) => {
    values.push(structuredClone(part === undefined ? reached : atPath(reached, part)))
  })
  if (isLeft(fault)) return fileOutcome(path, fault.left)
  if (fault.right !== null) return damageOutcome(path, faultFailure(path, fault.right))
  const [before, after = before] = values
  if (part !== undefined && before === undefined && after === undefined) return nowhere(path, part)
  const found = changesBetween(before, after, part)
  return {
    text: changesText(path, [from, to], found, env.columns ?? 140),
    json: { file: path, from, to, path: part ?? null, changes: found.map(asJson) },
    failure: null,
  }
}

/** JSON has no word for what is not there: it is left out. */
const asJson = ({ path, before, after }: Change) => ({
  path,
  ...(before === undefined ? {} : { before }),
  ...(after === undefined ? {} : { after }),
})

const nowhere = (path: string, part: string): Outcome => {
  const says = `${path} has nothing at ${printable(part)} then.`
  return failedOutcome(path, 'not there', failure('Usage', says))
}

const instantJson = (
  file: string,
  { state: reached, snapshot, linesFolded }: Omit<Instant, 'file'>,
) => ({
  ...{ file, seq: reached.seq, at: reached.at, snapshot, lines_folded: linesFolded },
  report: stateJson(reached),
  state: reached,
})
