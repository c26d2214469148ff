import { basename } from 'node:path'

import type { Command } from 'commander'
import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import { withLiveKeys } from '../live/live-keys'
import { liveOnly, typedOnly, withLiveOptions } from '../live/live-options'
import { runLiveSession } from '../live/run-live'
import { resumeFault, resumePlan, typedStrategy } from '../resumptions/resume-plan'
import type { CaptureSessionPlan } from '../sessions/capture-session'
import { instrumentsFor } from '../sessions/instruments-for'
import { filesFault } from '../sessions/run-files'
import { runPlan } from '../sessions/run-plan'
import type { StrategyOptions } from '../sessions/session-plan'
import { sessionPlan } from '../sessions/session-plan'
import { whileStrategiesAreWatched } from '../sessions/strategy-call'
import { strategyPurity } from '../sessions/strategy-purity'
import type { CliCommand, CliEnv } from '../shell/cli-env'
import { withConfigFile } from '../shell/config-file'
import type { Failure } from '../shell/failure'
import { failure } from '../shell/failure'
import { journalFault, withJournalOptions } from '../shell/journal-option'
import { withNetworkOptions } from '../shell/network-options'
import type { Run } from '../shell/new-command'
import { newCommand } from '../shell/new-command'
import { obsOption } from '../shell/obs-option'
import { parsedOption, symbolsOption } from '../shell/option-values'
import { withStrategyOptions } from '../shell/strategy-options'

type RunOptions = StrategyOptions & {
  readonly capture?: ReadonlyArray<string>
  readonly resume?: string
  readonly config?: string
  readonly instruments?: string
  readonly strict?: true
  readonly live?: true
  readonly obs?: number
  readonly json?: true
}

/** `shadowtape run`: a session over recorded market data, and its report. */
export const runCommand = (run: Run): Command => {
  const command = newCommand(
    'run',
    'run a strategy over recorded market data and print the session report',
    [
      'shadowtape run --capture btc.capture.gz --journal btc.jsonl',
      'shadowtape run --capture a.gz b.gz --symbols BTCUSDT --strategy ./mine.ts --param edge=2',
      'shadowtape run --config session.yaml --edge demo --strict --json',
      'shadowtape run --resume cut-short.jsonl --capture btc.capture.gz --journal whole.jsonl',
      'shadowtape run --live --network --testnet --symbols BTCUSDT --journal live/',
    ],
  )
    .option(
      '--capture <file...>',
      'recorded Bybit messages, trade archives, Tardis CSV: docs/data.md',
    )
    .option('--resume <journal>', 'go on with a session that was cut short, into --journal')
    .option('--config <file>', 'JSON or YAML with any of these options, in camel case')
    .addOption(parsedOption('--symbols <list>', 'only these symbols', symbolsOption))
    .option('--instruments <file>', instrumentsHelp)
  withStrategyOptions(command)
    .addOption(obsOption())
    .option('--strict', 'stop at the first bad line (default: leave it out, exit 3)')
  command.option('--live', 'real orders at a real venue, on its market data')
  withLiveKeys(withLiveOptions(withNetworkOptions(command))).option(
    '--yes',
    'live: do not ask again on mainnet',
  )
  withJournalOptions(command).option('--json', 'print the report as JSON')
  return command.action(() => {
    run(runWith(command))
  })
}

const instrumentsHelp =
  "Bybit's instruments-info, for ticks and lots (default: what lies beside the capture)"

/** Runs the session that the command's options, and its config file, ask for. */
const runWith =
  (command: Command): CliCommand =>
  (env) =>
  () =>
    whileStrategiesAreWatched(strategyPurity(undefined, env), async () => {
      const { config, resume } = command.opts<RunOptions>()
      const configured =
        config === undefined || resume !== undefined
          ? right(undefined)
          : await withConfigFile(command, config, typedOnly)
      if (isLeft(configured)) return configured
      const options = command.opts<RunOptions>()
      if (options.live === true) return runLiveSession(command, command.opts(), env)
      const unlived = networkWithoutLive(command)
      if (unlived !== null) return left(unlived)
      const plan = await (resume === undefined
        ? planOf(options, env)
        : resumed(command, options, resume, env))
      return isLeft(plan) ? plan : runPlan(plan.right, options, env)
    })

/** Options that open the network mean nothing without `--live`, and must not seem to. */
const networkWithoutLive = (command: Command): Failure | null => {
  const given = liveOnly.find((name) => command.getOptionValueSource(name) === 'cli')
  return given === undefined ? null : failure('Usage', `Error: --${given} is of --live sessions`)
}

/** A session that goes on has its settings; what is asked here is where, and with what data. */
const resumed = async (
  command: Command,
  options: RunOptions,
  resume: string,
  env: CliEnv,
): Promise<Either<Failure, CaptureSessionPlan>> => {
  const { capture } = options
  const unfit = resumeFault(command, options) ?? filesFault(options)
  if (unfit !== null) return left(unfit)
  const strategy = typedStrategy(command, options.strategy)
  return resumePlan({ ...options, resume, capture: capture ?? [] }, strategy, env)
}

const planOf = async (
  options: RunOptions,
  env: Pick<CliEnv, 'remark'>,
): Promise<Either<Failure, CaptureSessionPlan>> => {
  const { capture = [] } = options
  const unfit = journalFault(options) ?? filesFault(options)
  if (unfit !== null) return left(unfit)
  const instruments = await instrumentsFor(capture, options.instruments, env)
  if (isLeft(instruments)) return instruments
  const plan = await sessionPlan(options, {
    session: 'run',
    source: capture.map((file) => basename(file)).join(','),
    settings: { strict: options.strict === true },
  })
  if (isLeft(plan)) return plan
  return right({
    ...plan.right,
    files: capture,
    symbols: options.symbols === undefined ? null : new Set(options.symbols),
    instruments: instruments.right,
    badLines: options.strict === true ? 'stop' : 'leave out',
    journal: options.journal ?? null,
    isKeepingSnapshots: options.snapshots === true,
    ifExists: options.force === true ? 'replace' : 'refuse',
  })
}
