import { readFileSync } from 'node:fs'

import { fileFailureText } from '@shadowtape/adapters'
import type { Command } from 'commander'
import { Option } from 'commander'
import { isLeft } from 'fp-ts/Either'

import type { HuntAsked } from '../bisections/commit-outcome'
import { commitOutcome } from '../bisections/commit-outcome'
import { comparedBuilds } from '../bisections/compared-builds'
import { executedStates } from '../bisections/executed-states'
import { foldedStates } from '../bisections/folded-states'
import { hiddenDivergence } from '../bisections/hidden-divergence'
import { otherSide } from '../bisections/other-side'
import type { How } from '../bisections/side'
import { howNames, SideFailed } from '../bisections/side'
import type { SoundJournal } from '../bisections/sound-journal'
import { soundJournal } from '../bisections/sound-journal'
import type { WantedPoints } from '../bisections/state-point'
import { faultFailure } from '../journals/journal-failure'
import { JournalUnread } from '../journals/journal-unread'
import { damageOutcome, fileOutcome } from '../journals/scan-outcome'
import type { ReplaySubject } from '../replays/replay-subject'
import { replaySubject } from '../replays/replay-subject'
import type { Looked } from '../bisections/parting'
import { isParting, usualAtOnceMax } from '../bisections/parting'
import { comparedJson, comparedText } from '../reports/compared-builds-report'
import { hiddenJson, hiddenText, verdictOf } from '../reports/hidden-divergence-report'
import { printable } from '../reports/printable'
import type { CliCommand, CliEnv } from '../shell/cli-env'
import { failure } from '../shell/failure'
import type { Run } from '../shell/new-command'
import { newCommand } from '../shell/new-command'
import { choiceOption, countOption, parsedOption } from '../shell/option-values'
import type { Outcome } from '../shell/outcome'
import { deliver, failedOutcome } from '../shell/outcome'
import type { Progress } from '../shell/progress'
import { progressOn } from '../shell/progress'

type BisectOptions = {
  readonly against?: string
  readonly git?: string
  readonly repo: string
  readonly build?: string
  readonly firstParent?: true
  readonly exhaustive?: true
  readonly strategy?: string
  readonly json?: true
  readonly states?: How
  readonly from: number
  readonly to: number
  readonly every: number
  readonly whole?: true
}

/** `shadowtape bisect`: where a session first goes another way, though nothing it says shows it. */
export const bisectCommand = (run: Run): Command =>
  newCommand('bisect', 'find the first input after which a session is in another state', [
    'shadowtape bisect session.jsonl',
    'shadowtape bisect session.jsonl --against ../shadowtape-of-last-week',
    'shadowtape bisect session.jsonl --against ./strategies/mine-before.ts',
    'shadowtape bisect session.jsonl --git v0.1.0..HEAD --repo ../shadowtape',
    'shadowtape bisect session.jsonl --git HEAD~20.. --strategy ./strategies/mine.ts',
    'shadowtape bisect session.jsonl --states executed --every 100',
  ])
    .argument('<journal>', 'the journal that was recorded')
    .option('--against <path>', 'a build, or a version of the strategy, to compare states with')
    .addOption(
      new Option('--git <good..bad>', 'find the commit since which it does not replay').conflicts([
        'against',
        'states',
      ]),
    )
    .option('--repo <dir>', "with --git: Shadowtape's repository, or your strategy's", '.')
    .option('--build <command>', 'with --git: builds a checkout, in the stead of its own scripts')
    .option('--first-parent', 'with --git: of merges, follow only what they were merged into')
    .option('--strategy <path>', "the strategy's module, where it is not where the header says")
    .addOption(
      choiceOption(
        '--states <how>',
        'print the digests of the states that it comes to',
        howNames,
      ).conflicts('against'),
    )
    .addOption(parsedOption('--from <n>', 'with --states: from the nth input on', nth, '1'))
    .addOption(parsedOption('--to <n>', 'with --states: up to the nth input', nth, String(last)))
    .addOption(parsedOption('--every <n>', 'with --states: after every nth input', nth, '1'))
    .addOption(new Option('--whole', 'with --states: the states themselves as well'))
    .option('--exhaustive', 'compare after every input, however many there are')
    .option('--json', 'print the result as JSON')
    .action((path: string, options: BisectOptions) => {
      run(bisect(path, options))
    })

const last = 999_999_999_999
const nth = countOption(1, last)

/** Narrows a difference of states to an input. */
export const bisect =
  (path: string, options: BisectOptions): CliCommand =>
  (env) =>
  async () => {
    const journal = soundJournal(path, env)
    if (isLeft(journal)) return deliver(env, options, journal.left)
    const { git } = options
    const found = await unlessUnread(path, () =>
      git === undefined
        ? byStates(journal.right, options, env)
        : commitOutcome(journal.right, huntAsked(git, options), stepOn(env), env.columns ?? 120),
    )
    return deliver(env, options, found)
  }

const stepOn =
  (env: CliEnv) =>
  (says: string): void => {
    env.remark(`${says}\n`)
  }

const huntAsked = (range: string, options: BisectOptions): HuntAsked => ({
  range,
  repo: options.repo,
  buildCommand: options.build ?? null,
  follows: options.firstParent === true ? 'first parents' : 'all parents',
  strategy: options.strategy ?? null,
})

const byStates = async (
  journal: SoundJournal,
  options: BisectOptions,
  env: CliEnv,
): Promise<Outcome> => {
  const { states: how, against: other, strategy } = options
  const quiet = how === undefined ? env : { ...env, remark: () => undefined }
  const subject = await replaySubject(journal.path, strategy, quiet)
  if (isLeft(subject)) return subject.left
  if (how !== undefined) return states(journal, subject.right, options, env)
  return other === undefined
    ? alone(journal, subject.right, options, env)
    : against(journal, other, options, env)
}

const unlessUnread = async (path: string, look: () => Promise<Outcome>): Promise<Outcome> => {
  try {
    return await look()
  } catch (error) {
    if (!(error instanceof JournalUnread || error instanceof SideFailed)) throw error
    const says = `${printable(error.message).replace(/\.$/, '')}.`
    return failedOutcome(path, 'failed', failure('Failed', says))
  }
}

const lookedFor = ({ exhaustive }: BisectOptions, { tick }: Progress): Looked => ({
  atOnceMax: exhaustive === true ? last : usualAtOnceMax,
  onInput: tick,
})

const alone = async (
  journal: SoundJournal,
  subject: ReplaySubject,
  options: BisectOptions,
  env: CliEnv,
): Promise<Outcome> => {
  const { path } = journal
  const { strategy = null } = options
  const replaying = progressOn(env, 'replaying')
  const comparing = progressOn(env, 'comparing states', 'inputs')
  const asked = { journal, subject, strategy }
  const { tick: onBytes } = replaying
  const found = await hiddenDivergence({ ...asked, onBytes, looked: lookedFor(options, comparing) })
  replaying.finish()
  comparing.finish()
  if (isLeft(found))
    return found.left.type === 'Unreadable'
      ? damageOutcome(path, faultFailure(path, found.left))
      : failedOutcome(path, 'unreadable', failure('Failed', `${fileFailureText(found.left)}.`))
  const isSame = verdictOf(found.right) === 'same'
  return {
    text: hiddenText(found.right, env.columns ?? 120),
    json: hiddenJson(found.right),
    failure: isSame ? null : failure('Diverged', ''),
  }
}

const against = async (
  journal: SoundJournal,
  other: string,
  options: BisectOptions,
  env: CliEnv,
): Promise<Outcome> => {
  const { strategy = null } = options
  const side = await otherSide(other, strategy)
  if (isLeft(side)) return failedOutcome(journal.path, 'not compared', side.left)
  const progress = progressOn(env, 'comparing states', 'inputs')
  const compared = await comparedBuilds(journal, strategy, side.right, lookedFor(options, progress))
  progress.finish()
  if (isLeft(compared)) return fileOutcome(journal.path, compared.left)
  const { right: found } = compared
  const unfit = found.replays.findIndex(({ verdict }) => verdict === 'unfit')
  if (unfit >= 0) {
    const name = printable(found.sides[unfit]?.name ?? '')
    const says = `${name} cannot replay ${journal.path}: ${found.replays[unfit]?.says ?? ''}`
    return failedOutcome(journal.path, 'incompatible', failure('Incompatible', says))
  }
  const isEqual = found.replays.every(({ verdict }) => verdict === 'equal')
  const isSame = isEqual && !isParting(found.parting)
  return {
    text: comparedText(found, env.columns ?? 120),
    json: { verdict: isParting(found.parting) ? 'parted' : 'same', ...comparedJson(found) },
    failure: isSame ? null : failure('Diverged', ''),
  }
}

/** Prints the states as they come, a line each, for whoever holds them against others. */
const states = (
  { path, bytes }: SoundJournal,
  { strategy }: ReplaySubject,
  { states: how, from, to, every, whole }: BisectOptions,
  env: CliEnv,
): Outcome => {
  const wanted: WantedPoints = { from, to, every, isWhole: whole === true }
  const print = (point: object): void => {
    env.print(`${JSON.stringify(point)}\n`)
  }
  const executed = { path, bytes, strategy }
  if (how === 'folded') {
    const ended = foldedStates(executed, linesAsked(), wanted.isWhole, print)
    if (isLeft(ended)) return fileOutcome(path, ended.left)
    if (ended.right !== null) print(ended.right)
    return said
  }
  if (how === 'again')
    executedStates(executed, { ...wanted, from: last, to: last }, () => undefined)
  const stopped = executedStates(executed, wanted, print)
  if (stopped !== null) print(stopped)
  return said
}

const said: Outcome = { text: '', json: {}, failure: null }

/** Who folds is told on stdin after which lines, one a line. */
const linesAsked = (): ReadonlyArray<number> =>
  readFileSync(0, 'utf8')
    .split(/\s+/)
    .map(Number)
    .filter((line) => line > 0)
