import type { MarketSymbol } from '@shadowtape/core'
import { twoSided } from '@shadowtape/core'
import type { Command } from 'commander'
import { isLeft, left, right } from 'fp-ts/Either'

import { execDemoReport } from '../reports/exec-demo-report'
import { runExecDemo } from '../sessions/exec-demo-session'
import { recordingFailure } from '../sessions/kept-text'
import { snapshotKeeper } from '../sessions/kept-snapshots'
import { openRecorder } from '../sessions/recorder'
import { defaultSettings, sessionHeader } from '../sessions/session-header'
import type { VenueAndLimitOptions } from '../sessions/venue-and-limits'
import { venueAndLimits } from '../sessions/venue-and-limits'
import type { CliCommand, CliEnv } from '../shell/cli-env'
import { failure } from '../shell/failure'
import { remarkFreezes } from '../shell/freeze-remarks'
import type { JournalOptions } from '../shell/journal-option'
import {
  journalFault,
  journalFor,
  journalSettings,
  withJournalOptions,
} from '../shell/journal-option'
import type { Run } from '../shell/new-command'
import { newCommand } from '../shell/new-command'
import {
  choiceOption,
  countOption,
  millisecondsOption,
  parsedOption,
  symbolsOption,
} from '../shell/option-values'
import { progressOn } from '../shell/progress'
import { sessionStart } from '../shell/session-start'
import { sortedJson } from '../shell/sorted-json'
import { withVenueOptions } from '../shell/venue-options'

type ExecDemoOptions = JournalOptions &
  VenueAndLimitOptions & {
    readonly shadow?: true
    readonly mode: 'shadow' | 'dryrun'
    readonly network: boolean
    readonly apiEnv: string
    readonly symbols: ReadonlyArray<MarketSymbol>
    readonly iterations: number
    readonly tickMs?: number
    readonly pretty?: true
  }

/** `shadowtape exec-demo`: the shadow execution demo and its report. */
export const execDemoCommand = (run: Run): Command => {
  const command = newCommand(
    'exec-demo',
    'run the shadow execution demo and print its report as JSON',
    [
      'shadowtape exec-demo --shadow',
      'shadowtape exec-demo --shadow --exchange bybit --mode dryrun --iterations 20 --pretty',
      'shadowtape exec-demo --shadow --symbols BTCUSDT --edge-threshold 8.0 --journal demo.jsonl',
    ],
  )
    .option('--shadow', 'required: nothing leaves this machine')
    .addOption(choiceOption('--mode <name>', 'one frozen instant, or ticks', modes, 'shadow'))
    .option('--network', 'refused: the demo never talks to a network')
    .option('--no-network', 'stay off the network (the default)')
    .addOption(choiceOption('--api-env <name>', 'recorded, not used', apiEnvs, 'dev'))
    .addOption(
      parsedOption('--symbols <list>', 'parted by commas', symbolsOption, 'BTCUSDT,ETHUSDT'),
    )
    .addOption(parsedOption('--iterations <n>', 'how many iterations', countOption(1, 1e6), '50'))
  withVenueOptions(command, 'fake').addOption(
    parsedOption('--tick-ms <ms>', tickHelp, millisecondsOption),
  )
  withJournalOptions(command)
    .option('--pretty', 'indent the report')
    .option('--json', 'the report is JSON anyway')
  return command.action((options: ExecDemoOptions) => {
    run(execDemo(options))
  })
}

const tickHelp = 'engine time between iterations (0 in shadow, 1000 in dryrun)'
const modes = ['shadow', 'dryrun'] as const
const apiEnvs = ['dev', 'shadow', 'soak', 'prod'] as const

/** Runs the demo with the options a person gave. */
export const execDemo =
  (options: ExecDemoOptions): CliCommand =>
  (env) =>
  () =>
    Promise.resolve(execDemoNow(options, env))

const execDemoNow = (options: ExecDemoOptions, env: CliEnv) => {
  if (options.shadow !== true) return left(failure('Failed', 'Error: --shadow flag is required'))
  if (options.network)
    return left(failure('Usage', 'Error: exec-demo never talks to a network; leave --network out'))
  const start = sessionStart(env)
  if (isLeft(start)) return start
  const unfit = journalFault(options)
  if (unfit !== null) return left(unfit)
  const journal = journalFor(options)
  if (isLeft(journal)) return journal
  const header = sessionHeader(settingsOf(options))
  const keeper = snapshotKeeper(options, env.remark)
  const recorder = openRecorder(header, start.right, twoSided, journal.right, keeper)
  const tickUs = options.tickMs ?? (options.mode === 'shadow' ? 0 : 1_000_000)
  const plan = { symbols: options.symbols, iterations: options.iterations, tickUs }
  const progress = progressOn(env, 'exec-demo', 'iterations')
  const end = runExecDemo(plan, recorder, start.right, {
    entries: (entries) => {
      remarkFreezes(entries, env)
    },
    iteration: progress.tick,
  })
  progress.finish()
  const done = recorder.close(end, 'END_OF_INPUT')
  if (isLeft(done)) return left(recordingFailure(done.left, recorder))
  const report = execDemoReport(recorder.state, options.iterations, options.symbols, start.right)
  env.print(`${sortedJson(report, options.pretty === true ? 'indented' : 'line')}\n`)
  return right(undefined)
}

const settingsOf = (options: ExecDemoOptions) => ({
  ...defaultSettings,
  ...venueAndLimits(options),
  ...journalSettings(options),
  session: 'exec-demo',
  source: 'exec-demo',
  symbols: options.symbols,
  strategy: twoSided.name,
  strategyParams: { baseQty: '0.01', spreadBps: '5' },
  edgeSource: 'demo' as const,
  settings: {
    apiEnv: options.apiEnv,
    iterations: options.iterations,
    mode: options.mode,
    network: false,
  },
})
