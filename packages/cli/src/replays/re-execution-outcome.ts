import type { FileFailure, JournalWriter } from '@shadowtape/adapters'
import { fileFailureText, isSameFile, openBlocks } from '@shadowtape/adapters'
import type { Divergence } from '@shadowtape/core'
import { fieldsOfLine } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import { beforeLine } from '../explanations/before-line'
import { causesOf } from '../explanations/causes'
import { lineOfSeq } from '../explanations/line-of-seq'
import { faultFailure } from '../journals/journal-failure'
import { lineAt } from '../journals/line-at'
import type { LineFields } from '../journals/line-text'
import { fieldsOfText } from '../journals/line-text'
import type { ReplayRun } from '../journals/re-execute-journal'
import { reExecuteJournal } from '../journals/re-execute-journal'
import { changedOutcome, damageOutcome, fileOutcome, scanOutcome } from '../journals/scan-outcome'
import { divergenceJson, divergenceReport } from '../reports/divergence-report'
import { clipped, printable } from '../reports/printable'
import { grouped, quantity } from '../reports/quantity-text'
import type { CliEnv } from '../shell/cli-env'
import type { Failure } from '../shell/failure'
import { failure } from '../shell/failure'
import { journalFor } from '../shell/journal-option'
import type { Outcome } from '../shell/outcome'
import { failedOutcome } from '../shell/outcome'
import { progressOn } from '../shell/progress'
import type { AllDifferences } from './all-differences'
import { allDifferences, allDifferencesJson, allDifferencesText } from './all-differences'
import { drawsAt } from './draws-at'
import type { ReplayInputs } from './replay-inputs'
import { pace } from './pace'
import type { ReplaySubject } from './replay-subject'

/** Where a regenerated journal goes. */
export type ReExecutionOptions = {
  readonly out?: string
  readonly force?: true
  /** Whether the venue decides anew. */
  readonly inputs: ReplayInputs
  /** Whether to count what else is different behind the first difference. */
  readonly continue?: true
}

/** Re-executes a journal and says whether every byte came out as recorded. */
export const reExecutionOutcome = (
  path: string,
  subject: ReplaySubject,
  options: ReExecutionOptions,
  env: CliEnv,
): Outcome => {
  const opened = outFor(path, options)
  if (isLeft(opened)) return failedOutcome(path, 'not replayed', opened.left)
  const out = opened.right
  const progress = progressOn(env, 'replaying')
  const started = performance.now()
  const venue = options.inputs
  const ran = reExecuteJournal({ path, ...subject, out, venue, onProgress: progress.tick })
  const seconds = (performance.now() - started) / 1_000
  progress.finish()
  const ended = out?.close() ?? right(undefined)
  if (isLeft(ran)) return fileOutcome(path, ran.left)
  const run = ran.right
  const writeFailed = run.writeFailed ?? (isLeft(ended) ? ended.left : null)
  if (writeFailed !== null) {
    const says = `${fileFailureText(writeFailed)}; what is written is not a whole journal.`
    return failedOutcome(path, 'not written', failure('Failed', says))
  }
  return run.closed === null
    ? stopped(path, subject, run, { out, isGoingOn: options.continue === true }, env)
    : equal(path, run, out, seconds)
}

const outFor = (
  path: string,
  { out, force }: ReExecutionOptions,
): Either<Failure, JournalWriter | null> =>
  out !== undefined && isSameFile(path, out)
    ? left(failure('Usage', `--out ${out} is the journal itself; it would be lost.`))
    : journalFor({
        ...(out === undefined ? {} : { journal: out }),
        ...(force === undefined ? {} : { force }),
      })

const equal = (
  file: string,
  run: ReplayRun,
  out: JournalWriter | null,
  seconds: number,
): Outcome => {
  const { linesEqual: lines, inputs, taken } = run
  const [head, state] = [String(run.closed?.['digest']), String(run.closed?.['stateDigest'])]
  const { json, text } = pace(lines, seconds)
  const of = taken === 0 ? '' : `, ${grouped(taken)} of them the venue's, as recorded`
  const origin = `${quantity(inputs, 'input')}, ${grouped(lines - inputs)} derived${of}`
  const counts = `${quantity(lines, 'line')} (${origin})`
  return {
    text: `${file} replays byte for byte: ${counts}, head ${head}, state ${state}, ${text}\n`,
    json: {
      ...{ file, verdict: 'equal', lines, inputs, derived: lines - inputs, taken, head, state },
      ...{ out: out?.path ?? null, ...json },
    },
    failure: null,
  }
}

/** What was written along, and whether it goes on behind a difference. */
type Going = { readonly out: JournalWriter | null; readonly isGoingOn: boolean }
/** What is said besides, and whether further differences are. */
type Saying = { readonly notes: ReadonlyArray<string>; readonly isGoingOn: boolean }

/** The bytes have the first word: only between sound lines is a difference a divergence. */
const stopped = (
  file: string,
  subject: ReplaySubject,
  run: ReplayRun,
  { out, isGoingOn }: Going,
  env: CliEnv,
): Outcome => {
  const damage = scanOutcome(file, env)
  const isCutShort = damage?.json['verdict'] === 'cut short'
  const notes = outNotes(out, run)
  if (damage !== null && !isCutShort) return withNotes(damage, notes)
  const again = crashOf(run)
  if (again !== null && damage?.json['lines'] === run.linesEqual)
    return withNotes(damage, [`${upTo(run)}, where the engine stops again: ${again}`, ...notes])
  if (run.stop?.type === 'Diverged') {
    const cut = isCutShort ? ['The journal was cut short after that.'] : []
    const said = [...cut, ...notes]
    return diverged(file, subject, run.stop.divergence, { notes: said, isGoingOn }, env)
  }
  if (damage !== null) return withNotes(damage, [`${upTo(run)}.`, ...notes])
  if (run.stop?.type === 'Unreadable')
    return withNotes(damageOutcome(file, faultFailure(file, run.stop)), notes)
  return changedOutcome(file)
}

/** What stopped the engine, where something did. */
const crashOf = ({ stop }: ReplayRun): string | null =>
  stop?.type === 'Diverged' && stop.divergence.kind === 'crashed'
    ? printable(stop.divergence.says ?? '')
    : null

const upTo = ({ linesEqual }: ReplayRun): string =>
  `What there is replays byte for byte, up to seq ${String(linesEqual)}`

const outNotes = (out: JournalWriter | null, { linesEqual }: ReplayRun): ReadonlyArray<string> => {
  if (out === null) return []
  const held = linesEqual === 0 ? 'empty' : `with the first ${quantity(linesEqual, 'line')}`
  return [`${out.path} is left ${out.bytes() === 0 ? 'empty' : held}; it is not a whole journal.`]
}

const withNotes = (outcome: Outcome, notes: ReadonlyArray<string>): Outcome =>
  outcome.failure === null
    ? outcome
    : {
        ...outcome,
        failure: failure(outcome.failure.type, [outcome.failure.says, ...notes].join('\n')),
      }

const causesMax = 6

/** What the recorded line gives as its cause; failing that, the replayed one. */
const causeOf = ({ recorded, cause }: Divergence): number | null => {
  const written = Number(fieldsOfLine(recorded).get('cause'))
  return Number.isSafeInteger(written) && written > 0 ? written : cause
}

/** The lines that led to a seq, nearest first, at most so many. */
const nearestCauses = (
  path: string,
  seq: number | null,
): Either<FileFailure, ReadonlyArray<LineFields>> => {
  const line = seq === null ? right(null) : lineOfSeq(path, seq)
  if (isLeft(line)) return line
  const chain = line.right === null ? right([]) : causesOf(path, line.right)
  return isLeft(chain) ? chain : right(chain.right.slice(-causesMax).reverse())
}

const diverged = (
  file: string,
  { opened, strategy }: ReplaySubject,
  found: Divergence,
  { notes, isGoingOn }: Saying,
  env: CliEnv,
): Outcome => {
  const divergence =
    found.kind === 'crashed' ? { ...found, recorded: lineAt(file, found.line) } : found
  const symbol = fieldsOfText(divergence.recorded ?? divergence.replayed ?? '')?.['symbol']
  const before = beforeLine(file, divergence.seq, symbol, opened)
  if (isLeft(before)) return fileOutcome(file, before.left)
  const causes = nearestCauses(file, causeOf(found))
  if (isLeft(causes)) return fileOutcome(file, causes.left)
  const bytes = wholeBytes(file)
  const all = isGoingOn ? allDifferences(file, bytes, strategy) : null
  const facts = {
    file,
    divergence,
    opened,
    before: before.right,
    causes: causes.right,
    draws: drawsAt(file, bytes, strategy, divergence.line, before.right.inputs),
    notes: [...furtherLines(all, env), ...notes],
  }
  const further = all === null ? {} : { further: allDifferencesJson(all) }
  return {
    text: '',
    json: { verdict: 'diverged', ...divergenceJson(facts), ...further },
    failure: failure('Diverged', divergenceReport(facts, env.columns ?? 120)),
  }
}

const furtherLines = (all: AllDifferences | null, { columns }: CliEnv): ReadonlyArray<string> =>
  all === null
    ? []
    : allDifferencesText(all).map((line) => clipped(printable(line), columns ?? 120))

/** How large a journal that was found sound is. */
const wholeBytes = (file: string): number => {
  const reader = openBlocks(file)
  if (isLeft(reader)) return 0
  const size = reader.right.size()
  reader.right.close()
  return size
}
