import type { Command } from 'commander'
import { isLeft, left, right } from 'fp-ts/Either'

import { riskMonitorReport } from '../reports/risk-monitor-report'
import { recordingFailure } from '../sessions/kept-text'
import { snapshotKeeper } from '../sessions/kept-snapshots'
import { openRecorder } from '../sessions/recorder'
import { riskTourSymbols, runRiskTour } from '../sessions/risk-tour'
import { defaultSettings, sessionHeader } from '../sessions/session-header'
import { idle } from '../sessions/strategies'
import type { LimitOptions } from '../sessions/venue-and-limits'
import { limits } from '../sessions/venue-and-limits'
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
import { sessionStart } from '../shell/session-start'
import { sortedJson } from '../shell/sorted-json'
import { withLimitOptions } from '../shell/venue-options'

type RiskMonitorOptions = JournalOptions &
  LimitOptions & { readonly demo?: true; readonly pretty?: true }

/** `shadowtape risk-monitor`: a tour of what the risk monitor lets through, denies and freezes. */
export const riskMonitorCommand = (run: Run): Command => {
  const command = newCommand(
    'risk-monitor',
    'show what the risk monitor lets through, denies and freezes, as JSON',
    [
      'shadowtape risk-monitor --demo',
      'shadowtape risk-monitor --demo --max-inv 20000 --edge-threshold 1.0 --pretty',
      'shadowtape risk-monitor --demo --journal tour.jsonl',
    ],
  ).option('--demo', 'required: a tour of four orders and an edge update, all made up')
  withLimitOptions(command)
  withJournalOptions(command)
    .option('--pretty', 'indent the report')
    .option('--json', 'the report is JSON anyway')
  return command.action((options: RiskMonitorOptions) => {
    run(riskMonitor(options))
  })
}

/** Runs the tour with the options a person gave. */
export const riskMonitor =
  (options: RiskMonitorOptions): CliCommand =>
  (env) =>
  () =>
    Promise.resolve(riskMonitorNow(options, env))

const riskMonitorNow = (options: RiskMonitorOptions, env: CliEnv) => {
  if (options.demo !== true)
    return left(failure('Usage', 'Error: --demo is required; there is nothing else to monitor yet'))
  const start = sessionStart(env)
  if (isLeft(start)) return start
  const unfit = journalFault(options)
  if (unfit !== null) return left(unfit)
  const journal = journalFor(options)
  if (isLeft(journal)) return journal
  const keeper = snapshotKeeper(options, env.remark)
  const recorder = openRecorder(headerOf(options), start.right, idle, journal.right, keeper)
  const end = runRiskTour(recorder, start.right, (entries) => {
    remarkFreezes(entries, env)
  })
  const done = recorder.close(end, 'END_OF_INPUT')
  if (isLeft(done)) return left(recordingFailure(done.left, recorder))
  const report = riskMonitorReport(recorder.state, start.right)
  env.print(`${sortedJson(report, options.pretty === true ? 'indented' : 'line')}\n`)
  return right(undefined)
}

/** A venue that fills every order, so that what is held shows what risk let through. */
const headerOf = (options: LimitOptions & JournalOptions) =>
  sessionHeader({
    ...defaultSettings,
    ...limits(options),
    ...journalSettings(options),
    fillRate: 1_000_000,
    session: 'risk-monitor',
    source: 'risk-monitor',
    symbols: riskTourSymbols,
    strategy: idle.name,
    edgeSource: 'demo',
    settings: { demo: true },
  })
