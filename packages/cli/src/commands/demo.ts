import { existsSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'

import type { GeneratedPlan, GeneratedSymbol, JournalWriter } from '@shadowtape/adapters'
import {
  createRecording,
  fileFailureText,
  freezeVariable,
  generatedPlan,
  generatedSymbols,
  writeGeneratedCapture,
} from '@shadowtape/adapters'
import type { MarketSymbol } from '@shadowtape/core'
import { marketMaker } from '@shadowtape/core'
import type { Command } from 'commander'
import { InvalidArgumentError } from 'commander'
import type { Either } from 'fp-ts/Either'
import { bimap, isLeft, left, map, mapLeft, right } from 'fp-ts/Either'
import { pipe } from 'fp-ts/function'

import { sessionReport } from '../pages/session-report'
import { explainedUsual, reportLooking, writeReport } from '../pages/write-report'
import type { DemoOutcome } from '../reports/demo-report'
import { demoJson, demoText } from '../reports/demo-report'
import { demoLimits, demoStrategyParams, runDemo } from '../sessions/demo-session'
import type { DemoStory } from '../sessions/demo-session'
import type { Recorder } from '../sessions/recorder'
import { recordingFailure } from '../sessions/kept-text'
import { snapshotKeeper } from '../sessions/kept-snapshots'
import { openRecorder } from '../sessions/recorder'
import { replayOwn } from '../sessions/replay-own'
import { defaultSettings, sessionHeader } from '../sessions/session-header'
import type { CliCommand, CliEnv } from '../shell/cli-env'
import type { Failure } from '../shell/failure'
import { failure } from '../shell/failure'
import type { JournalOptions } from '../shell/journal-option'
import { journalFault, journalSettings, withJournalOptions } from '../shell/journal-option'
import type { Run } from '../shell/new-command'
import { newCommand } from '../shell/new-command'
import { countOption, parsedOption } from '../shell/option-values'
import { sessionStart } from '../shell/session-start'
import { sortedJson } from '../shell/sorted-json'
import { warningOn } from '../shell/warning-on'

type DemoOptions = JournalOptions & {
  readonly seed: number
  readonly symbols: ReadonlyArray<GeneratedSymbol>
  readonly calm: number
  readonly capture?: string
  readonly json?: true
}

/** `shadowtape demo`: a made-up market, a freeze, a journal and its replay, in one screenful. */
export const demoCommand = (run: Run): Command => {
  const command = newCommand(
    'demo',
    'show it all on a made-up market: quotes, a freeze, a journal, its replay',
    [
      'shadowtape demo',
      'shadowtape demo --seed 7 --journal seven.jsonl',
      'shadowtape demo --symbols BTCUSDT --calm 20 --capture market.capture.gz',
    ],
  )
    .addOption(parsedOption('--seed <n>', 'seed of the market', countOption(0, seedMax), '42'))
    .addOption(
      parsedOption(
        '--symbols <list>',
        `some of ${generatedSymbols.join(', ')}`,
        madeUpSymbols,
        generatedPlan.symbols.join(','),
      ),
    )
    .addOption(parsedOption('--calm <s>', 'seconds before it turns', countOption(1, 86_400), '90'))
    .option('--capture <file>', 'write the market as a Bybit capture too; .gz packs it')
    .option('--json', 'print the story as JSON')
  return withJournalOptions(command, journalHelp).action((options: DemoOptions) => {
    run(demo(options))
  })
}

const journalHelp = 'write the journal here (journals/demo.jsonl, or demo.jsonl)'

const seedMax = Number.MAX_SAFE_INTEGER

const madeUpSymbols = (text: string): ReadonlyArray<GeneratedSymbol> =>
  [...new Set(text.split(','))].map((name) => {
    const known = generatedSymbols.find((symbol) => symbol === name.trim())
    if (known !== undefined) return known
    throw new InvalidArgumentError(
      `${JSON.stringify(name)} is not one of ${generatedSymbols.join(', ')}.`,
    )
  })

/** Runs the demo with the options a person gave. */
export const demo =
  (options: DemoOptions): CliCommand =>
  (env) =>
  async () => {
    const plan = planOf(options, env)
    if (isLeft(plan)) return plan
    if (options.capture !== undefined) {
      if (resolve(options.capture) === resolve(options.journal ?? defaultJournal()))
        return left(failure('Usage', 'Error: --capture and --journal name the same file'))
      const ifExists = options.force === true ? 'replace' : 'refuse'
      const written = await writeGeneratedCapture(plan.right, options.capture, ifExists)()
      if (isLeft(written)) return left(failure('Failed', `Error: ${fileFailureText(written.left)}`))
    }
    const told = demoNow(plan.right, options, env)
    if (isLeft(told)) return told
    const report = await reportOf(told.right.path, options, env)
    if (isLeft(report)) return report
    const outcome = { ...told.right, report: report.right }
    env.print(
      options.json === true ? `${sortedJson(demoJson(outcome), 'line')}\n` : demoText(outcome),
    )
    return right(undefined)
  }

/** Writes the report of the demo's journal beside it; where it went. */
const reportOf = async (
  path: string,
  options: DemoOptions,
  env: CliEnv,
): Promise<Either<Failure, string>> => {
  const out = `${path.replace(/[/\\]+$|\.jsonl$/, '')}.html`
  const wanted = { explained: explainedUsual, looking: reportLooking(60_000_000) }
  const session = await sessionReport(path, { ...wanted, strategy: undefined }, env)
  if (isLeft(session))
    return left(session.left.failure ?? failure('Failed', `Error: ${path} cannot be reported`))
  const file = { sessions: [session.right], comparison: null } as const
  return pipe(
    writeReport(file, out, ifExistsOf(options)),
    bimap(
      (failed) => failure('Failed', `Error: ${fileFailureText(failed)}`),
      () => out,
    ),
  )
}

const planOf = (options: DemoOptions, env: CliEnv): Either<Failure, GeneratedPlan> => {
  const isFrozen = (env.variables[freezeVariable] ?? '') !== ''
  return pipe(
    isFrozen ? sessionStart(env) : right(generatedPlan.start),
    map((start) => ({
      ...generatedPlan,
      start,
      seed: options.seed,
      symbols: options.symbols,
      calmUs: options.calm * 1_000_000,
    })),
  )
}

const demoNow = (
  plan: GeneratedPlan,
  options: DemoOptions,
  env: Pick<CliEnv, 'remark'>,
): Either<Failure, Omit<DemoOutcome, 'report'>> => {
  const unfit = journalFault(options)
  if (unfit !== null) return left(unfit)
  const journal = journalOf(options)
  if (isLeft(journal)) return journal
  const header = headerOf(plan, options)
  const isKept = options.snapshots === true
  const keeper = snapshotKeeper(journal.right.path, isKept, warningOn(env))
  const recorder = openRecorder(header, plan.start, marketMaker, journal.right, keeper)
  return told(plan, recorder, runDemo(plan, recorder), journal.right.path)
}

const told = (
  plan: GeneratedPlan,
  recorder: Recorder,
  story: DemoStory,
  path: string,
): Either<Failure, Omit<DemoOutcome, 'report'>> => {
  const recording = recorder.close(story.end, 'END_OF_INPUT')
  if (isLeft(recording)) return left(recordingFailure(recording.left, recorder))
  const replay = replayOwn(path, marketMaker)
  if (isLeft(replay)) return left(failure('Failed', `Error: ${fileFailureText(replay.left)}`))
  if (replay.right.stop !== null)
    return left(
      failure('Diverged', `Error: ${path} does not replay: ${JSON.stringify(replay.right.stop)}`),
    )
  const { state } = recorder
  return right({ plan, story, state, recording: recording.right, replay: replay.right, path })
}

/** At its own default place the demo replaces what it left last time; elsewhere only by force. */
const ifExistsOf = ({ journal, force }: DemoOptions): 'refuse' | 'replace' =>
  journal === undefined || force === true ? 'replace' : 'refuse'

const journalOf = (options: DemoOptions): Either<Failure, JournalWriter> =>
  pipe(
    createRecording(options.journal ?? defaultJournal(), ifExistsOf(options)),
    mapLeft((failed) => failure('Failed', `Error: ${fileFailureText(failed)}`)),
  )

const defaultJournal = (): string =>
  existsSync('journals') && statSync('journals').isDirectory()
    ? join('journals', 'demo.jsonl')
    : 'demo.jsonl'

const headerOf = (plan: GeneratedPlan, options: JournalOptions) =>
  sessionHeader({
    ...defaultSettings,
    ...demoLimits,
    ...journalSettings(options),
    session: 'demo',
    source: 'generated-market',
    symbols: plan.symbols.map((symbol) => symbol as string as MarketSymbol),
    seed: plan.seed,
    strategy: marketMaker.name,
    strategyParams: demoStrategyParams,
    edgeSource: 'external',
    settings: { calmUs: plan.calmUs, levels: plan.levels, toxicUs: plan.toxicUs },
  })
