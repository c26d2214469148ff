import type { Command } from 'commander'
import { Option } from 'commander'

import { foldOutcome } from '../replays/fold-outcome'
import { reExecutionOutcome } from '../replays/re-execution-outcome'
import { replaySubject } from '../replays/replay-subject'
import { whileStrategiesAreWatched } from '../sessions/strategy-call'
import { strategyPurity } from '../sessions/strategy-purity'
import type { CliCommand } from '../shell/cli-env'
import type { Run } from '../shell/new-command'
import { newCommand } from '../shell/new-command'
import { deliver } from '../shell/outcome'

/** What a person may ask of a replay. */
export type ReplayOptions = {
  readonly fold?: true
  readonly out?: string
  readonly force?: true
  readonly strategy?: string
  readonly guard?: true
  readonly json?: true
}

/** `shadowtape replay`: whether the engine still decides the same. */
export const replayCommand = (run: Run): Command =>
  newCommand('replay', 're-execute a journal and compare every derived byte', [
    'shadowtape replay session.jsonl',
    'shadowtape replay session.jsonl --out again.jsonl && cmp session.jsonl again.jsonl',
    'shadowtape replay session.jsonl --fold',
    'shadowtape replay session.jsonl --strategy ./strategies/mine.ts --guard',
  ])
    .argument('<journal>', 'the journal to replay')
    .option('--fold', 'reduce the recorded events instead of deciding anew')
    .addOption(
      new Option('--out <file>', 'write the journal that the replay regenerates').conflicts('fold'),
    )
    .option('--force', 'let --out replace a file that exists')
    .option('--strategy <path>', "the strategy's module, where it is not where the header says")
    .option('--guard', 'stop where that module asks a clock, dice or the machine')
    .option('--json', 'print the result as JSON')
    .action((path: string, options: ReplayOptions) => {
      run(replay(path, options))
    })

/** Feeds a journal's inputs to the engine again, or its events to the reducers. */
export const replay =
  (path: string, options: ReplayOptions): CliCommand =>
  (env) =>
  () =>
    whileStrategiesAreWatched(strategyPurity(options.guard, env), async () => {
      const subject = await replaySubject(path, options.strategy, env)
      if (subject._tag === 'Left') return deliver(env, options, subject.left)
      const outcome =
        options.fold === true
          ? foldOutcome(path, subject.right, env)
          : reExecutionOutcome(path, subject.right, options, env)
      return deliver(env, options, outcome)
    })
