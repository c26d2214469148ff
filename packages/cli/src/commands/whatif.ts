import { mkdirSync } from 'node:fs'

import { fileFailure, fileFailureText } from '@shadowtape/adapters'
import type { Command } from 'commander'
import { Option } from 'commander'
import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import { faultFailure } from '../journals/journal-failure'
import { JournalUnread } from '../journals/journal-unread'
import { recordedInputs } from '../journals/recorded-inputs'
import type { Scan } from '../journals/scan-journal'
import { scanJournal } from '../journals/scan-journal'
import { damageOutcome, fileOutcome } from '../journals/scan-outcome'
import type { ReplaySubject } from '../replays/replay-subject'
import { replaySubject } from '../replays/replay-subject'
import { whatifJson, whatifText } from '../reports/whatif-report'
import type { CliCommand, CliEnv } from '../shell/cli-env'
import type { Failure } from '../shell/failure'
import { failure } from '../shell/failure'
import type { Run } from '../shell/new-command'
import { newCommand } from '../shell/new-command'
import type { Outcome } from '../shell/outcome'
import { deliver, failedOutcome } from '../shell/outcome'
import { progressOn } from '../shell/progress'
import type { CellPlace } from '../whatifs/plan-cells'
import { planCells } from '../whatifs/plan-cells'
import type { CellsRun } from '../whatifs/run-cells'
import { runCells } from '../whatifs/run-cells'
import type { Setting } from '../whatifs/setting'
import { settingOption, settings } from '../whatifs/setting'

type WhatifOptions = CellPlace & {
  readonly set?: ReadonlyArray<Setting>
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
    .option('--strategy <path>', "the strategy's module, where it is not where the header says")
    .option('--json', 'print it as JSON')
    .addHelpText('after', `\nSettings:\n  ${Object.keys(settings).join('\n  ')}\n  strategy.NAME`)
    .action((path: string, options: WhatifOptions) => {
      run(whatif(path, options))
    })

const setHelp =
  'another value; A,B,C or FROM..TO:STEP for several; may be repeated, for every combination'

/** Runs a recorded session again with other settings. */
export const whatif =
  (path: string, options: WhatifOptions): CliCommand =>
  (env) =>
  async () => {
    const subject = await replaySubject(path, options.strategy, env)
    if (isLeft(subject)) return deliver(env, options, subject.left)
    return deliver(env, options, cellsOutcome(path, subject.right, options, env))
  }

const cellsOutcome = (
  path: string,
  subject: ReplaySubject,
  options: WhatifOptions,
  env: CliEnv,
): Outcome => {
  const looking = progressOn(env, 'verifying')
  const scan = scanJournal(path, looking.tick)
  looking.finish()
  if (isLeft(scan)) return fileOutcome(path, scan.left)
  // what stands behind a torn tail came in nowhere; what is damaged would be another session
  if (scan.right.fault !== null) return damageOutcome(path, faultFailure(path, scan.right.fault))
  const made = directoryFor(options)
  const cells = isLeft(made) ? made : planCells(subject, options.set ?? [], options)
  if (isLeft(cells)) return failedOutcome(path, 'not run', cells.left)
  const progress = progressOn(env, 'running')
  const recorded = { settings: [], ...subject, journal: null }
  try {
    const { lines, bytes } = scan.right.found
    const inputs = recordedInputs(path, bytes)
    const ran = runCells(inputs, recorded, cells.right, (line) => {
      progress.tick(line, lines)
    })
    progress.finish()
    if (isLeft(ran)) {
      const { left: fault } = ran
      const says = fault.type === 'CellFault' ? fault.says : fileFailureText(fault)
      return failedOutcome(path, 'stopped', failure('Failed', `${path}: ${says}.`))
    }
    return otherwise(path, scan.right, ran.right) ?? found(path, ran.right)
  } catch (error) {
    progress.finish()
    if (!(error instanceof JournalUnread)) throw error
    return failedOutcome(path, 'unreadable', failure('Failed', error.message))
  }
}

const found = (path: string, run: CellsRun): Outcome => ({
  text: whatifText(path, run),
  json: { verdict: 'ran', ...whatifJson(path, run) },
  failure: null,
})

/** With its own settings a session must come out as it was, or nothing beside it has a meaning. */
const otherwise = (path: string, { found: { closed } }: Scan, run: CellsRun): Outcome | null => {
  const { done } = run.recorded
  if (closed === null || done?.digest === closed.digest) return null
  const says =
    `${path} does not come out the same with its own settings, so nothing can be said of others;` +
    ` shadowtape replay ${path} says what differs.`
  return failedOutcome(path, 'diverged', failure('Diverged', says))
}

const directoryFor = ({ out }: CellPlace): Either<Failure, void> => {
  try {
    if (out !== undefined) mkdirSync(out, { recursive: true })
    return right(undefined)
  } catch (error) {
    const says = fileFailureText(fileFailure(out ?? '', 'create', error))
    return left(failure('Failed', says))
  }
}
