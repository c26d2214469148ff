import type { FileFailure } from '@shadowtape/adapters'
import type { Command } from 'commander'
import { Option } from 'commander'
import type { Either } from 'fp-ts/Either'
import { isLeft, right } from 'fp-ts/Either'

import { causesOf } from '../explanations/causes'
import { consequencesOf } from '../explanations/consequences'
import { evidenceOf } from '../explanations/evidence'
import { seqOfFreeze, seqOfOrder } from '../explanations/find-line'
import { lineOfSeq } from '../explanations/line-of-seq'
import { foreignOutcome } from '../journals/foreign-outcome'
import { fileOutcome } from '../journals/scan-outcome'
import { stateAt } from '../journals/state-at'
import { unreadFailure } from '../journals/unread-failure'
import { ifFoldable } from '../replays/if-foldable'
import { instantText } from '../reports/instant-report'
import { printable } from '../reports/printable'
import { grouped } from '../reports/quantity-text'
import { whyJson, whyText } from '../reports/why-report'
import type { CliCommand, CliEnv } from '../shell/cli-env'
import { failure } from '../shell/failure'
import type { Run } from '../shell/new-command'
import { newCommand } from '../shell/new-command'
import { countOption, parsedOption } from '../shell/option-values'
import type { Outcome } from '../shell/outcome'
import { deliver, failedOutcome } from '../shell/outcome'
import { progressOn } from '../shell/progress'

type WhyOptions = {
  readonly seq?: number
  readonly order?: string
  readonly freeze?: number
  readonly lines: number
  readonly json?: true
}

/** `shadowtape why`: what led to a line, on what evidence, and what came of it. */
export const whyCommand = (run: Run): Command =>
  newCommand('why', 'say what led to a line, back to what came in, and what came of it', [
    'shadowtape why session.jsonl --freeze 1',
    'shadowtape why session.jsonl --order o-17',
    'shadowtape why session.jsonl --seq 4029 --json | jq .causes',
  ])
    .argument('<journal>', 'the journal to look into')
    .addOption(parsedOption('--seq <n>', 'why this line was written', seqOption))
    .addOption(new Option('--order <id>', 'why this order was placed').conflicts(['seq', 'freeze']))
    .addOption(
      new Option('--freeze <n>', 'why trading was stopped or reduced for the nth time')
        .argParser(seqOption)
        .conflicts(['seq', 'order']),
    )
    .addOption(parsedOption('--lines <n>', 'show so many consequences', linesOption, '40'))
    .option('--json', 'print it as JSON, with all fields of every line')
    .action((path: string, options: WhyOptions) => {
      run(why(path, options))
    })

const seqOption = countOption(1, Number.MAX_SAFE_INTEGER)
const linesOption = countOption(0, 1_000_000)

/** Explains a line of a journal. */
export const why =
  (path: string, options: WhyOptions): CliCommand =>
  (env) =>
  async () => {
    const { seq, order, freeze } = options
    if (seq === undefined && order === undefined && freeze === undefined) {
      const says = 'Error: one of --seq N, --order ID and --freeze N is required'
      return deliver(env, options, failedOutcome(path, 'not asked', failure('Usage', says)))
    }
    const foreign = foreignOutcome(path)
    if (foreign !== null) return deliver(env, options, foreign)
    const asked = askedSeq(path, options)
    if (isLeft(asked)) return deliver(env, options, fileOutcome(path, asked.left))
    return deliver(env, options, await explained(path, asked.right, options, env))
  }

const askedSeq = (
  path: string,
  { seq, order, freeze }: WhyOptions,
): Either<FileFailure, number | null> => {
  if (order !== undefined) return seqOfOrder(path, order)
  return freeze === undefined ? right(seq ?? null) : seqOfFreeze(path, freeze)
}

const explained = async (
  path: string,
  seq: number | null,
  options: WhyOptions,
  env: CliEnv,
): Promise<Outcome> => {
  const line = seq === null ? right(null) : lineOfSeq(path, seq)
  if (isLeft(line)) return fileOutcome(path, line.left)
  if (line.right === null || seq === null) return notThere(path, options)
  const causes = causesOf(path, line.right)
  if (isLeft(causes)) return fileOutcome(path, causes.left)
  const evidence = evidenceOf(path, line.right)
  if (isLeft(evidence)) return fileOutcome(path, evidence.left)
  const progress = progressOn(env, 'following')
  const consequences = consequencesOf(path, seq, options.lines, progress.tick)
  progress.finish()
  if (isLeft(consequences)) return fileOutcome(path, consequences.left)
  const found = {
    file: path,
    causes: causes.right,
    evidence: evidence.right,
    consequences: consequences.right,
  }
  const known = options.json === true ? [] : await knownBefore(path, seq, env)
  return {
    text: whyText({ ...found, known }, env.columns ?? 120),
    json: { verdict: 'found', ...whyJson(found) },
    failure: unreadFailure(path, consequences.right.damaged),
  }
}

const notThere = (path: string, { seq, order, freeze }: WhyOptions): Outcome => {
  const what =
    order !== undefined
      ? `no order ${printable(order)}`
      : freeze !== undefined
        ? `no freeze or reduction number ${grouped(freeze)}`
        : `no line ${grouped(seq ?? 0)}`
  return failedOutcome(path, 'not there', failure('Usage', `${path} has ${what}.`))
}

/** What the session knew before a line; nothing where its strategy is missing, or it is damaged. */
const knownBefore = async (
  path: string,
  seq: number,
  env: CliEnv,
): Promise<ReadonlyArray<string>> => {
  if (seq === 1) return []
  const known = await ifFoldable(path, undefined, env, (subject) => {
    const found = stateAt(path, subject, seq - 1, () => undefined)
    if (isLeft(found) || found.right.fault !== null) return null
    const { fault: _, ...reached } = found.right
    return instantText({ file: path, ...reached })
      .split('\n')
      .slice(2, -1)
  })
  return known ?? []
}
