import type { Command } from 'commander'
import { Option } from 'commander'
import type { Either } from 'fp-ts/Either'
import { isLeft, left } from 'fp-ts/Either'

import { branchSession } from '../branches/branch-session'
import { JournalUnread } from '../journals/journal-unread'
import { replaySubject } from '../replays/replay-subject'
import type { CliCommand, CliEnv } from '../shell/cli-env'
import type { Failure } from '../shell/failure'
import { failure } from '../shell/failure'
import type { Run } from '../shell/new-command'
import { newCommand } from '../shell/new-command'
import { countOption, parsedOption } from '../shell/option-values'
import { deliver } from '../shell/outcome'
import type { TypedTime } from '../shell/time-option'
import { timeOption } from '../shell/time-option'
import { warningOn } from '../shell/warning-on'
import { lineMode } from '../steps/line-mode'
import { finished } from '../steps/ongoing'
import { terminalMode } from '../steps/screen/terminal-mode'
import type { StepPlace } from '../steps/parse-step'
import type { Stepper } from '../steps/stepper'
import { newStepper } from '../steps/stepper'
import type { Setting } from '../whatifs/setting'
import { settingOption } from '../whatifs/setting'

type StepOptions = {
  readonly seq?: number
  readonly at?: TypedTime
  readonly from?: number
  readonly branch?: string
  readonly set?: ReadonlyArray<Setting>
  readonly force?: true
  readonly strategy?: string
  readonly json?: true
}

/** `shadowtape step`: a recorded session, forward and back, a line at a time. */
export const stepCommand = (run: Run): Command =>
  newCommand('step', 'go through a recorded session in the terminal, forward and back', [
    'shadowtape step session.jsonl',
    'shadowtape step session.jsonl --at +30s',
    "printf 'next-fill\\nwatch positions.BTCUSDT\\nforward\\n' | shadowtape step session.jsonl",
    'echo next-freeze | shadowtape step session.jsonl --json | jq .restrictions',
    'shadowtape step session.jsonl --from 900 --branch other.jsonl --set risk.edgeThresholdBps=4',
  ])
    .argument('<journal>', 'the journal to go through')
    .addOption(parsedOption('--seq <n>', 'begin after this line (default: the first)', seqOption))
    .addOption(
      new Option('--at <time>', 'begin at a time: UTC, or +12.5s from the start')
        .argParser(timeOption)
        .conflicts('seq'),
    )
    .addOption(
      parsedOption('--from <n>', 'with --branch: go on otherwise before this line', seqOption),
    )
    .option('--branch <journal>', 'go on from there into a new journal, instead of stepping')
    .addOption(
      new Option('--set <name=value>', 'with --branch: by this setting; may be repeated').argParser(
        settingOption,
      ),
    )
    .option('--force', 'let --branch replace a journal that exists')
    .option('--strategy <path>', "the strategy's module, where it is not where the header says")
    .option('--json', 'take commands from stdin, and print a JSON object for each')
    .addHelpText('after', modesHelp)
    .action((path: string, options: StepOptions) => {
      run(step(path, options))
    })

const seqOption = countOption(1, Number.MAX_SAFE_INTEGER)

const modesHelp = `
In a terminal, ? shows all keys. Elsewhere commands come from stdin, one a line; help lists them.
It ends with 2 where one was not understood, with 1 or 4 where the journal goes no further.`

/** Steps through a journal, in the terminal or by commands from stdin. */
export const step =
  (path: string, options: StepOptions): CliCommand =>
  (env) =>
  async () => {
    const unfit = branchFault(options)
    if (unfit !== null) return left(failure('Usage', `Error: ${unfit}.`))
    const { from, branch, set: settings = [] } = options
    if (from !== undefined && branch !== undefined)
      return deliver(
        env,
        options,
        await branchSession(path, { ...options, from, branch, settings }, env),
      )
    const subject = await replaySubject(path, options.strategy, env)
    if (isLeft(subject)) return deliver(env, options, subject.left)
    try {
      const stepper = newStepper(path, subject.right, warningOn(env))
      const begun = finished(stepper.perform({ do: 'goto', place: beginning(options) }))
      if (!begun.isDone && stepper.cursor.stop() === null)
        return left(failure('Usage', `${path}: ${begun.says ?? ''}.`))
      return await stepped(stepper, options, env)
    } catch (error) {
      if (!(error instanceof JournalUnread)) throw error
      return left(failure('Failed', error.message))
    }
  }

/** Why options about a branch do not go together, or `null`. */
const branchFault = ({ from, branch, set, force, seq, at }: StepOptions): string | null => {
  if (branch === undefined)
    return from !== undefined || set !== undefined || force !== undefined
      ? '--from, --set and --force need --branch JOURNAL'
      : null
  if (from === undefined) return '--branch needs --from N, the line before which it goes on'
  return seq !== undefined || at !== undefined ? '--branch does not step: no --seq, no --at' : null
}

const beginning = ({ seq, at }: StepOptions): StepPlace => {
  if (at !== undefined) return { by: 'time', time: at }
  return seq === undefined ? { by: 'end', end: 'first' } : { by: 'seq', seq }
}

const stepped = async (
  stepper: Stepper,
  options: StepOptions,
  env: CliEnv,
): Promise<Either<Failure, void>> => {
  const { isTerminal, variables } = env
  const isOnTerminal =
    isTerminal.stdout && isTerminal.stdin === true && variables['TERM'] !== 'dumb'
  if (!isOnTerminal || options.json === true) return lineMode(stepper, options, env)
  return terminalMode(stepper, env)
}
