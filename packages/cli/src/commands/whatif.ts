import { mkdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'

import { fileFailure, fileFailureText } from '@shadowtape/adapters'
import type { Command } from 'commander'
import { Option } from 'commander'
import { isLeft } from 'fp-ts/Either'

import { faultFailure } from '../journals/journal-failure'
import type { Scan } from '../journals/scan-journal'
import { scanJournal } from '../journals/scan-journal'
import { damageOutcome, fileOutcome } from '../journals/scan-outcome'
import type { ReplaySubject } from '../replays/replay-subject'
import { replaySubject } from '../replays/replay-subject'
import { whatifJson, whatifText } from '../reports/whatif-report'
import { quantity } from '../reports/quantity-text'
import type { CliCommand, CliEnv } from '../shell/cli-env'
import type { Failure } from '../shell/failure'
import { failure } from '../shell/failure'
import type { Run } from '../shell/new-command'
import { newCommand } from '../shell/new-command'
import { countOption, parsedOption } from '../shell/option-values'
import type { Outcome } from '../shell/outcome'
import { deliver, failedOutcome } from '../shell/outcome'
import { progressOn } from '../shell/progress'
import type { CellPlace, PlannedCell } from '../whatifs/plan-cells'
import { misplaced, planCells } from '../whatifs/plan-cells'
import type { ShareFault } from '../whatifs/run-share'
import type { Setting } from '../whatifs/setting'
import { settingOption, settings } from '../whatifs/setting'
import { sweep } from '../whatifs/sweep'

type WhatifOptions = CellPlace & {
  readonly set?: ReadonlyArray<Setting>
  readonly jobs?: number
  readonly strategy?: string
  readonly json?: true
}

/** `shadowtape whatif`: a recorded session, run again with other settings. */
export const whatifCommand = (run: Run): Command =>
  newCommand('whatif', 'run a recorded session again with other settings, beside what it was', [
    'shadowtape whatif session.jsonl --set risk.edgeThresholdBps=4.0',
    'shadowtape whatif session.jsonl --set risk.edgeThresholdBps=1..8:0.5',
    'shadowtape whatif session.jsonl --set venue.fillRate=0.5,0.9 --set session.seed=1..5:1 --json',
  ])
    .argument('<journal>', 'the recorded session')
    .addOption(
      new Option('--set <name=value>', setHelp).argParser(settingOption).makeOptionMandatory(),
    )
    .option('--out <dir>', "write each of these sessions' journals there")
    .option('--force', 'replace journals that exist')
    .addOption(parsedOption('--jobs <n>', jobsHelp, countOption(1, 256)))
    .option('--strategy <path>', "the strategy's module, where it is not where the header says")
    .option('--json', 'print it as JSON')
    .addHelpText('after', `\nSettings:\n  ${Object.keys(settings).join('\n  ')}\n  strategy.NAME`)
    .action((path: string, options: WhatifOptions) => {
      run(whatif(path, options))
    })

const setHelp =
  'another value; A,B,C or FROM..TO:STEP for several; may be repeated, for every combination'

const jobsHelp = 'how many threads run them; by default as many as the machine has cores'

/** Runs a recorded session again with other settings. */
export const whatif =
  (path: string, options: WhatifOptions): CliCommand =>
  (env) =>
  async () => {
    const subject = await replaySubject(path, options.strategy, env)
    if (isLeft(subject)) return deliver(env, options, subject.left)
    return deliver(env, options, await cellsOutcome(path, subject.right, options, env))
  }

const cellsOutcome = async (
  path: string,
  subject: ReplaySubject,
  options: WhatifOptions,
  env: CliEnv,
): Promise<Outcome> => {
  const looking = progressOn(env, 'verifying')
  const scan = scanJournal(path, looking.tick)
  looking.finish()
  if (isLeft(scan)) return fileOutcome(path, scan.left)
  // what stands behind a torn tail came in nowhere; what is damaged would be another session
  if (scan.right.fault !== null) return damageOutcome(path, faultFailure(path, scan.right.fault))
  const cells = planCells(subject, options.set ?? [])
  if (isLeft(cells)) return failedOutcome(path, 'not run', cells.left)
  const unplaced = placeFor(path, cells.right, options)
  if (unplaced !== null) return failedOutcome(path, 'not run', unplaced)
  return ranOutcome(path, subject, scan.right, cells.right, options, env)
}

const ranOutcome = async (
  path: string,
  subject: ReplaySubject,
  { found: { bytes, lines, closed } }: Scan,
  cells: ReadonlyArray<PlannedCell>,
  { out, force, jobs: jobsMax = availableParallelism(), strategy }: WhatifOptions,
  env: CliEnv,
): Promise<Outcome> => {
  const jobs = Math.min(jobsMax, cells.length)
  const place = { ...(out === undefined ? {} : { out }), ...(force === undefined ? {} : { force }) }
  const progress = progressOn(env, runningText(cells.length, jobs), 'lines')
  const onProgress = (done: number): void => {
    progress.tick(done, lines * jobs)
  }
  const ran = await sweep({ path, bytes, cells, place, jobs, strategy, onProgress }, subject)
  progress.finish()
  if (isLeft(ran)) return stoppedOutcome(path, ran.left, out)
  const [first, ...more] = ran.right
  if (first === undefined) return failedOutcome(path, 'not run', failure('Usage', 'No cells.'))
  for (const { recorded } of ran.right)
    if (closed !== null && recorded.head !== closed.digest) return otherwise(path)
  const run = { ...first, cells: [first, ...more].flatMap((each) => each.cells) }
  return {
    text: whatifText(path, run),
    json: { verdict: 'ran', ...whatifJson(path, run) },
    failure: null,
  }
}

const runningText = (cells: number, jobs: number): string =>
  `running ${quantity(cells, 'session')} on ${quantity(jobs, 'thread')}`

/** What stopped a sweep stops all of it: what its other journals hold by then is by chance. */
const stoppedOutcome = (
  path: string,
  { verdict, says }: ShareFault,
  out: string | undefined,
): Outcome => {
  const left = out === undefined ? '' : `\nWhat is written to ${out} by now is not whole.`
  return failedOutcome(path, verdict, failure('Failed', `${says}${left}`))
}

/** With its own settings a session must come out as it was, or nothing beside it has a meaning. */
const otherwise = (path: string): Outcome => {
  const says =
    `${path} does not come out the same with its own settings, so nothing can be said of others;` +
    ` shadowtape replay ${path} says what differs.`
  return failedOutcome(path, 'diverged', failure('Diverged', says))
}

/** Makes the directory that journals go to; says why they cannot go there, or `null`. */
const placeFor = (
  path: string,
  cells: ReadonlyArray<PlannedCell>,
  place: CellPlace,
): Failure | null => {
  try {
    if (place.out !== undefined) mkdirSync(place.out, { recursive: true })
  } catch (error) {
    return failure('Failed', fileFailureText(fileFailure(place.out ?? '', 'create', error)))
  }
  const why = misplaced(path, cells, place)
  return why === null || 'says' in why ? why : failure('Failed', fileFailureText(why))
}
