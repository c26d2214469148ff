import type { Command } from 'commander'
import { Option } from 'commander'

import type { LayerName } from '../replays/layer-names'
import { layersOption } from '../replays/layer-names'
import { inputsOption } from '../replays/replay-inputs'
import type { LayersOptions } from '../replays/replay-layers'
import { replayLayers } from '../replays/replay-layers'
import { whileStrategiesAreWatched } from '../sessions/strategy-call'
import { strategyPurity } from '../sessions/strategy-purity'
import type { CliCommand } from '../shell/cli-env'
import { failure } from '../shell/failure'
import type { Run } from '../shell/new-command'
import { newCommand } from '../shell/new-command'
import { parsedOption } from '../shell/option-values'
import { deliver, failedOutcome } from '../shell/outcome'

/** What a person may ask of a replay. */
export type ReplayOptions = LayersOptions & {
  readonly layers: ReadonlyArray<LayerName>
  readonly fold?: true
  readonly guard?: true
  readonly json?: true
}

const inputsHelp = "what re-execute is fed: with venue added, the venue's words as recorded"
const layersHelp = 'what is asked, in this order: bytes, decode, fold, re-execute, twice; or all'

/** `shadowtape replay`: whether the engine still decides the same, and what that rests on. */
export const replayCommand = (run: Run): Command =>
  newCommand('replay', 're-execute a journal and compare every derived byte', [
    'shadowtape replay session.jsonl',
    'shadowtape replay session.jsonl --layers all',
    'shadowtape replay session.jsonl --inputs market,operator,timer,venue',
    'shadowtape replay session.jsonl --layers twice --node /opt/node-24/bin/node',
    'shadowtape replay session.jsonl --out again.jsonl && cmp session.jsonl again.jsonl',
    'shadowtape replay session.jsonl --strategy ./strategies/mine.ts --guard',
  ])
    .argument('<journal>', 'the journal to replay')
    .addOption(parsedOption('--layers <list>', layersHelp, layersOption, 're-execute'))
    .addOption(
      new Option('--fold', 'reduce the recorded events: the same as --layers fold').conflicts(
        'layers',
      ),
    )
    .addOption(
      new Option('--out <file>', 'write the journal that the replay regenerates').conflicts('fold'),
    )
    .option('--continue', 'count what else is different behind the first difference')
    .option('--force', 'let --out replace a file that exists')
    .addOption(parsedOption('--inputs <list>', inputsHelp, inputsOption, 'market,operator,timer'))
    .option('--node <path>', 'another Node for the layer twice; may be repeated', repeated)
    .option('--strategy <path>', "the strategy's module, where it is not where the header says")
    .option('--guard', 'stop where that module asks a clock, dice or the machine')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', '\nWhat other settings would have come to: shadowtape whatif.')
    .action((path: string, options: ReplayOptions) => {
      run(replay(path, options))
    })

const repeated = (path: string, paths: ReadonlyArray<string> = []): ReadonlyArray<string> => [
  ...paths,
  path,
]

/** Asks a journal what was chosen; by default whether the engine decides the same. */
export const replay =
  (path: string, options: ReplayOptions): CliCommand =>
  (env) =>
  () =>
    whileStrategiesAreWatched(strategyPurity(options.guard, env), async () => {
      const layers: ReadonlyArray<LayerName> = options.fold === true ? ['fold'] : options.layers
      const unfit = unfitFor(layers, options)
      const outcome =
        unfit === null
          ? await replayLayers(path, layers, options, env)
          : failedOutcome(path, 'usage', failure('Usage', unfit))
      return deliver(env, options, outcome)
    })

const unfitFor = (
  layers: ReadonlyArray<LayerName>,
  { out, node, inputs, ...options }: ReplayOptions,
): string | null => {
  if (out !== undefined && !layers.includes('re-execute'))
    return 'Error: --out needs the layer re-execute.'
  if (options.continue === true && inputs === 'as recorded')
    return 'Error: --continue goes with a venue that decides: leave venue out of --inputs.'
  return node !== undefined && !layers.includes('twice')
    ? 'Error: --node needs the layer twice.'
    : null
}
