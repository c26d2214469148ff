import { existsSync } from 'node:fs'
import { basename } from 'node:path'

import {
  captureFailureText,
  captureProblemText,
  fileFailureText,
  instrumentsFaultText,
  readInstruments,
} from '@shadowtape/adapters'
import type { EdgeSource, Instrument, MarketSymbol, VenueKind } from '@shadowtape/core'
import { InvariantViolated } from '@shadowtape/core'
import type { Command } from 'commander'
import { InvalidArgumentError, Option } from 'commander'
import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import { bpsText } from '../reports/exec-demo-report'
import { sessionJson, sessionText } from '../reports/session-report'
import type {
  CaptureSessionDone,
  CaptureSessionPlan,
  CaptureSessionStopped,
} from '../sessions/capture-session'
import { runCaptureSession } from '../sessions/capture-session'
import { BadCommand } from '../sessions/checked-strategy'
import type { EdgeFeed } from '../sessions/edge-feed'
import { edgeFeed } from '../sessions/edge-feed'
import { defaultSettings, sessionHeader } from '../sessions/session-header'
import type { LoadedStrategy } from '../sessions/strategies'
import { loadStrategy } from '../sessions/strategies'
import { checkedParams } from '../sessions/strategy-settings'
import type { CliCommand, CliEnv } from '../shell/cli-env'
import { withConfigFile } from '../shell/config-file'
import type { Failure } from '../shell/failure'
import { failure } from '../shell/failure'
import type { JournalOptions } from '../shell/journal-option'
import type { Run } from '../shell/new-command'
import { newCommand } from '../shell/new-command'
import {
  bpsOption,
  choiceOption,
  countOption,
  decimalOption,
  millisecondsOption,
  parsedOption,
  shareOption,
  symbolsOption,
  usdOption,
} from '../shell/option-values'
import { deliver } from '../shell/outcome'
import { progressOn } from '../shell/progress'

type RunOptions = JournalOptions & {
  readonly capture?: ReadonlyArray<string>
  readonly config?: string
  readonly symbols?: ReadonlyArray<MarketSymbol>
  readonly instruments?: string
  readonly strategy: string
  readonly param: Readonly<Record<string, string>>
  readonly exchange: VenueKind
  readonly maxInv: number
  readonly maxTotal: number
  readonly edge: EdgeSource
  readonly edgeFile?: string
  readonly edgeSpan: number
  readonly edgeThreshold: number
  readonly fillRate: number
  readonly rejectRate: number
  readonly partialFillRate: number
  readonly latencyMs: number
  readonly makerFee: number
  readonly takerFee: number
  readonly seed: number
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
    ],
  )
    .option('--capture <file...>', 'Bybit V5 messages, one a line: plain, gzip or ob500 zip')
    .option('--config <file>', 'JSON or YAML with any of these options, in camel case')
    .addOption(parsedOption('--symbols <list>', 'only these symbols', symbolsOption))
    .option('--instruments <file>', "Bybit's instruments-info, for ticks and lots")
    .option(
      '--strategy <name|path>',
      'market-maker, two-sided, idle, or a .ts or .js file',
      'market-maker',
    )
    .addOption(paramsOption())
    .addOption(choiceOption('--exchange <name>', 'who answers orders', ['bybit', 'fake'], 'bybit'))
    .addOption(parsedOption('--max-inv <usd>', 'inventory limit per symbol', usdOption, '10000'))
    .addOption(parsedOption('--max-total <usd>', 'total notional limit', usdOption, '50000'))
    .addOption(
      choiceOption(
        '--edge <source>',
        'where edge comes from',
        ['none', 'demo', 'external'],
        'none',
      ),
    )
    .option('--edge-file <file>', 'external edge: lines {"at":µs,"symbol":..,"edgeBps":".."}')
    .addOption(
      parsedOption('--edge-span <s>', 'how long the demo edge falls', countOption(1, 1e6), '300'),
    )
    .addOption(parsedOption('--edge-threshold <bps>', 'freeze below this edge', bpsOption, '1.5'))
    .addOption(parsedOption('--fill-rate <share>', 'share of orders that fill', shareOption, '0.7'))
    .addOption(
      parsedOption('--reject-rate <share>', 'share rejected (fake only)', shareOption, '0.05'),
    )
    .addOption(
      parsedOption(
        '--partial-fill-rate <share>',
        'share of partial fills (fake only)',
        shareOption,
        '0.1',
      ),
    )
    .addOption(
      parsedOption('--latency-ms <ms>', 'from acceptance to fill', millisecondsOption, '100'),
    )
    .addOption(parsedOption('--maker-fee <rate>', 'fee per notional', feeOption, '0.0002'))
    .addOption(parsedOption('--taker-fee <rate>', 'fee per notional', feeOption, '0.00055'))
    .addOption(
      parsedOption(
        '--seed <n>',
        'seed of every draw',
        countOption(0, Number.MAX_SAFE_INTEGER),
        '42',
      ),
    )
    .option('--strict', 'stop at the first bad line (default: leave it out, exit 3)')
    .option('--journal <file>', 'write the journal')
    .option('--force', 'replace a journal that exists')
    .option('--json', 'print the report as JSON')
  return command.action(() => {
    run(runWith(command))
  })
}

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
  async () => {
    const { config } = command.opts<RunOptions>()
    const configured = config === undefined ? right(undefined) : withConfigFile(command, config)
    if (isLeft(configured)) return configured
    const options = command.opts<RunOptions>()
    const plan = await planOf(options)
    return isLeft(plan) ? plan : runPlan(plan.right, options, env)
  }

const planOf = async (options: RunOptions): Promise<Either<Failure, CaptureSessionPlan>> => {
  if (options.capture === undefined || options.capture.length === 0)
    return left(failure('Usage', 'Error: --capture FILE is required'))
  if (options.journal !== undefined && options.force !== true && existsSync(options.journal))
    return left(
      failure('Failed', `Error: ${options.journal}: it exists already; --force replaces it`),
    )
  const loaded = await loadStrategy(options.strategy)
  if (isLeft(loaded)) return loaded
  const instruments = await instrumentsOf(options.instruments)
  if (isLeft(instruments)) return instruments
  const feed = edgeFeed({ ...options, edgeSpanUs: options.edgeSpan * 1_000_000 })
  if (isLeft(feed)) return feed
  const header = headerOf(options, options.capture, loaded.right)
  const params = checkedParams(loaded.right.strategy, header, options.param)
  if (isLeft(params)) return params
  return right({
    files: options.capture,
    symbols: options.symbols === undefined ? null : new Set(options.symbols),
    instruments: instruments.right,
    badLines: options.strict === true ? 'stop' : 'leave out',
    header,
    strategy: loaded.right.strategy,
    newEdgeFeed: () => freshFeed(options),
    journal: options.journal ?? null,
    ifExists: options.force === true ? 'replace' : 'refuse',
  })
}

const freshFeed = (options: RunOptions): EdgeFeed => {
  const feed = edgeFeed({ ...options, edgeSpanUs: options.edgeSpan * 1_000_000 })
  return isLeft(feed) ? () => [] : feed.right
}

const instrumentsOf = async (
  file: string | undefined,
): Promise<Either<Failure, ReadonlyMap<string, Instrument>>> => {
  if (file === undefined) return right(new Map())
  const read = await readInstruments(file)()
  return isLeft(read) ? left(failure('Failed', `Error: ${instrumentsFaultText(read.left)}`)) : read
}

const headerOf = (options: RunOptions, files: ReadonlyArray<string>, loaded: LoadedStrategy) => {
  const isFake = options.exchange === 'fake'
  return sessionHeader({
    ...defaultSettings,
    session: 'run',
    source: files.map((file) => basename(file)).join(','),
    symbols: options.symbols ?? [],
    venue: options.exchange,
    fillRate: options.fillRate,
    rejectRate: isFake ? options.rejectRate : 0,
    partialFillRate: isFake ? options.partialFillRate : 0,
    latencyUs: options.latencyMs,
    makerFeeRate: options.makerFee,
    takerFeeRate: options.takerFee,
    seed: options.seed,
    strategy: options.strategy,
    strategyParams: options.param,
    strategyDigest: loaded.digest,
    inventoryUsdMax: options.maxInv,
    totalNotionalUsdMax: options.maxTotal,
    edgeThresholdBps: options.edgeThreshold,
    edgeSource: options.edge,
    settings: { strict: options.strict === true },
  })
}

const runPlan = async (
  plan: CaptureSessionPlan,
  options: RunOptions,
  env: CliEnv,
): Promise<Either<Failure, void>> => {
  let isStopped = false
  const stop = (): void => {
    isStopped = true
  }
  const progress = progressOn(env, 'run')
  process.once('SIGINT', stop)
  try {
    const outcome = await runCaptureSession(plan, {
      ...earsOf(env),
      progress: progress.tick,
      isStopped: () => isStopped,
    })
    progress.finish()
    return isLeft(outcome)
      ? left(stopped(outcome.left, plan))
      : closed(outcome.right, plan, options, env)
  } catch (error) {
    progress.finish()
    if (!(error instanceof BadCommand || error instanceof InvariantViolated)) throw error
    return left(failure('Failed', `Error: ${error.message}${keptText(plan)}`))
  } finally {
    process.removeListener('SIGINT', stop)
  }
}

const problemsShownMax = 20

const earsOf = (env: CliEnv) => {
  let problems = 0
  return {
    warning: (text: string) => {
      env.remark(`warning: ${text}\n`)
    },
    problem: (problem: Parameters<typeof captureProblemText>[0]) => {
      problems += 1
      if (problems <= problemsShownMax) env.remark(`left out: ${captureProblemText(problem)}\n`)
      else if (problems === problemsShownMax + 1)
        env.remark('left out: more, counted in the report\n')
    },
    entries: (entries: Parameters<Parameters<typeof runCaptureSession>[1]['entries']>[0]) => {
      for (const { message } of entries)
        if (message.type === 'TradingFrozen' && message.reason === 'EDGE_DEGRADATION')
          env.remark(
            `System FROZEN: edge=${bpsText(message.edgeBps)} < threshold=${bpsText(message.thresholdBps)} bps (${message.symbol ?? 'all'})\n`,
          )
    },
  }
}

const closed = (
  done: CaptureSessionDone,
  plan: CaptureSessionPlan,
  options: RunOptions,
  env: CliEnv,
): Either<Failure, void> => {
  const { recorder, summary } = done
  const recording = recorder.close(done.end, summary === null ? 'OPERATOR' : 'END_OF_INPUT')
  if (isLeft(recording))
    return left(failure('Failed', `Error: ${fileFailureText(recording.left)}${keptText(plan)}`))
  const outcome = {
    state: recorder.state,
    summary,
    recording: recording.right,
    journal: plan.journal,
  }
  return deliver(env, options, {
    text: sessionText(outcome),
    json: sessionJson(outcome),
    failure: lossOf(done, plan),
  })
}

/** What a finished session left out, in words. */
const lossOf = ({ summary }: CaptureSessionDone, plan: CaptureSessionPlan): Failure | null => {
  if (summary === null) return failure('Lossy', 'Stopped by the operator before the capture ended.')
  const missing = [...(plan.symbols ?? [])].filter((symbol) => !summary.symbols.includes(symbol))
  if (missing.length > 0) return failure('Lossy', `Not in the capture: ${missing.join(', ')}.`)
  let left = 0
  for (const count of summary.problems.values()) left += count
  return left === 0
    ? null
    : failure(
        'Lossy',
        `Finished with loss: ${String(left)} bad ${left === 1 ? 'line was' : 'lines were'} left out; --strict stops at the first.`,
      )
}

const stopped = (stop: CaptureSessionStopped, plan: CaptureSessionPlan): Failure => {
  const { why, recorder } = stop
  recorder?.abandon()
  const kept = recorder === null ? '' : keptText(plan)
  switch (why.type) {
    case 'NoInput':
      return failure(
        'Failed',
        `Error: ${plan.files.join(', ')}: no message of ${[...(plan.symbols ?? ['any symbol'])].join(', ')}`,
      )
    case 'FileFailure':
      return failure('Failed', `Error: ${fileFailureText(why)}${kept}`)
    case 'UnsupportedSymbol':
      return failure('Incompatible', `Error: ${captureFailureText(why)}${kept}`)
    default:
      return failure('Failed', `Error: ${captureFailureText(why)}${kept}`)
  }
}

const keptText = ({ journal }: CaptureSessionPlan): string =>
  journal === null ? '' : `\n${journal} keeps what was recorded before, without a close.`
