import { basename } from 'node:path'

import type { MarketSymbol } from '@shadowtape/core'
import { halfLifeFillsMax } from '@shadowtape/core'
import type { Command } from 'commander'
import { InvalidArgumentError, Option } from 'commander'
import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import { resumeFault, resumePlan, typedStrategy } from '../resumptions/resume-plan'
import type { AccountOptions } from '../sessions/account-settings'
import { accountSettings } from '../sessions/account-settings'
import type { CaptureSessionPlan } from '../sessions/capture-session'
import { edgeFeeds } from '../sessions/edge-feed'
import type { SessionSettings } from '../sessions/session-header'
import { defaultSettings, sessionHeader } from '../sessions/session-header'
import type { VenueAndLimitOptions } from '../sessions/venue-and-limits'
import { venueAndLimits } from '../sessions/venue-and-limits'
import { instrumentsFor } from '../sessions/instruments-for'
import type { MarkoutOptions, MarkoutSettings } from '../sessions/markout-settings'
import { markoutSettings } from '../sessions/markout-settings'
import type { FillOptions, FillSettings } from '../sessions/fill-settings'
import { fillSettings } from '../sessions/fill-settings'
import type { RuleOptions } from '../sessions/rule-settings'
import { ruleSettings } from '../sessions/rule-settings'
import type { LoadedStrategy } from '../sessions/strategies'
import { filesFault } from '../sessions/run-files'
import { runPlan } from '../sessions/run-plan'
import { loadStrategy } from '../sessions/strategies'
import { whileStrategiesAreWatched } from '../sessions/strategy-call'
import { strategyPurity } from '../sessions/strategy-purity'
import { checkedParams } from '../sessions/strategy-settings'
import { accountOption } from '../shell/account-option'
import type { CliCommand, CliEnv } from '../shell/cli-env'
import { withConfigFile } from '../shell/config-file'
import type { Failure } from '../shell/failure'
import type { JournalOptions } from '../shell/journal-option'
import { journalFault, journalSettings, withJournalOptions } from '../shell/journal-option'
import type { Run } from '../shell/new-command'
import { newCommand } from '../shell/new-command'
import {
  choiceOption,
  countOption,
  decimalOption,
  horizonOption,
  horizonsOption,
  parsedOption,
  symbolsOption,
} from '../shell/option-values'
import { withFillOptions } from '../shell/fill-options'
import { ruleOption } from '../shell/rule-option'
import { withVenueOptions } from '../shell/venue-options'

type RunOptions = JournalOptions &
  FillOptions &
  MarkoutOptions &
  RuleOptions &
  AccountOptions &
  VenueAndLimitOptions & {
    readonly capture?: ReadonlyArray<string>
    readonly resume?: string
    readonly config?: string
    readonly symbols?: ReadonlyArray<MarketSymbol>
    readonly instruments?: string
    readonly strategy: string
    readonly edgeFile?: string
    readonly edgeSpan: number
    readonly makerFee: number
    readonly takerFee: number
    readonly strict?: true
    readonly json?: true
  }

const feeOption = decimalOption(8, -10_000_000, 10_000_000)

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
    .option('--strategy <name|path>', strategyHelp, 'market-maker')
    .addOption(paramsOption())
  withFillOptions(withVenueOptions(command, 'bybit'))
    .addOption(parsedOption('--maker-fee <rate>', 'fee per notional', feeOption, '0.0002'))
    .addOption(parsedOption('--taker-fee <rate>', 'fee per notional', feeOption, '0.00055'))
    .addOption(choiceOption('--edge <source>', 'where edge comes from', edgeSources, 'none'))
    .option('--edge-file <file>', 'external edge: lines {"at":µs,"symbol":..,"edgeBps":".."}')
    .addOption(
      parsedOption('--edge-span <s>', 'how long the demo edge falls', countOption(1, 1e6), '300'),
    )
    .addOption(parsedOption('--markouts <ms,...>', markoutsHelp, horizonsOption))
    .addOption(
      parsedOption('--edge-horizon-ms <ms>', 'the markout that is edge', horizonOption, '1000'),
    )
    .addOption(choiceOption('--edge-mean <kind>', edgeMeanHelp, ['window', 'ewma']))
    .addOption(parsedOption('--edge-window <n>', 'fills in the window (default: 50)', fillsOption))
    .addOption(parsedOption('--edge-half-life <n>', halfLifeHelp, halfLifeOption))
    .addOption(parsedOption('--edge-min-fills <n>', 'edge is of no fewer fills', fillsOption, '10'))
    .addOption(choiceOption('--edge-scope <whose>', edgeScopeHelp, ['symbol', 'total', 'both']))
    .addOption(accountOption())
    .addOption(ruleOption())
    .option('--strict', 'stop at the first bad line (default: leave it out, exit 3)')
  withJournalOptions(command).option('--json', 'print the report as JSON')
  return command.action(() => {
    run(runWith(command))
  })
}

const markoutsHelp = 'measure each fill so long after (100,1000,10000 with --edge markout)'
const edgeMeanHelp = 'its mean: over a window (default), or of all fills, fading'
const halfLifeHelp = 'fills after which one counts half (default: 20)'
const edgeScopeHelp = "whose fills: each symbol's (default), all together, or both"
const fillsOption = countOption(1, 10_000)
const halfLifeOption = countOption(1, halfLifeFillsMax)
const strategyHelp = 'market-maker, two-sided, idle, or a .ts or .js file'
const instrumentsHelp =
  "Bybit's instruments-info, for ticks and lots (default: what lies beside the capture)"
const edgeSources = ['none', 'demo', 'external', 'markout'] as const

const paramsOption = (): Option =>
  new Option('--param <name=value>', 'a strategy parameter; may be repeated')
    .argParser(paramOption)
    .default({}, 'none')

const paramOption = (
  text: string,
  before: Readonly<Record<string, string>> | undefined,
): Readonly<Record<string, string>> => {
  const match = /^([A-Za-z][A-Za-z0-9]*)=(.*)$/.exec(text)
  if (match === null) throw new InvalidArgumentError('It must be name=value.')
  return { ...before, [match[1] as string]: match[2] as string }
}

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
          : await withConfigFile(command, config)
      if (isLeft(configured)) return configured
      const options = command.opts<RunOptions>()
      const plan = await (resume === undefined
        ? planOf(options, env)
        : resumed(command, options, resume, env))
      return isLeft(plan) ? plan : runPlan(plan.right, options, env)
    })

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
  const loaded = await loadStrategy(options.strategy)
  if (isLeft(loaded)) return loaded
  const instruments = await instrumentsFor(capture, options.instruments, env)
  if (isLeft(instruments)) return instruments
  const feeds = edgeFeeds({ ...options, edgeSpanUs: options.edgeSpan * 1_000_000 })
  if (isLeft(feeds)) return feeds
  const markouts = markoutSettings(options)
  if (isLeft(markouts)) return markouts
  const fills = await fillSettings(options)
  if (isLeft(fills)) return fills
  const rules = ruleSettings(options)
  if (isLeft(rules)) return rules
  const accounts = accountSettings(options)
  if (isLeft(accounts)) return accounts
  const judged = { ...markouts.right, ...fills.right, ...rules.right, ...accounts.right }
  const header = headerOf(options, capture, loaded.right, judged)
  const params = checkedParams(loaded.right.strategy, header, accounts.right.strategyParams)
  if (isLeft(params)) return params
  return right({
    files: capture,
    symbols: options.symbols === undefined ? null : new Set(options.symbols),
    instruments: instruments.right,
    badLines: options.strict === true ? 'stop' : 'leave out',
    header,
    strategy: loaded.right.strategy,
    newEdgeFeed: feeds.right,
    journal: options.journal ?? null,
    isKeepingSnapshots: options.snapshots === true,
    ifExists: options.force === true ? 'replace' : 'refuse',
  })
}

const headerOf = (
  options: RunOptions,
  files: ReadonlyArray<string>,
  loaded: LoadedStrategy,
  judged: MarkoutSettings &
    FillSettings &
    Pick<SessionSettings, 'riskRules' | 'accounts' | 'strategyParams'>,
) =>
  sessionHeader({
    ...defaultSettings,
    ...venueAndLimits(options),
    ...journalSettings(options),
    session: 'run',
    source: files.map((file) => basename(file)).join(','),
    symbols: options.symbols ?? [],
    makerFeeRate: options.makerFee,
    takerFeeRate: options.takerFee,
    strategy: options.strategy,
    strategyDigest: loaded.digest,
    edgeSource: options.edge,
    ...judged,
    settings: { strict: options.strict === true },
  })
