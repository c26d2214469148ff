import { isSameFile } from '@shadowtape/adapters'
import type { Command } from 'commander'
import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import { lengthOption } from '../goldens/case-window'
import { foreignOutcome } from '../journals/foreign-outcome'
import { JournalUnread } from '../journals/journal-unread'
import { fileOutcome } from '../journals/scan-outcome'
import { comparisonOf } from '../pages/comparison'
import type { ReportFile, SessionReport } from '../pages/report-data'
import { sessionReport } from '../pages/session-report'
import { explainedUsual, reportLooking, writeReport } from '../pages/write-report'
import { bytesText, quantity } from '../reports/quantity-text'
import type { CliCommand, CliEnv } from '../shell/cli-env'
import { failure } from '../shell/failure'
import type { Run } from '../shell/new-command'
import { newCommand } from '../shell/new-command'
import { countOption, parsedOption } from '../shell/option-values'
import type { Outcome } from '../shell/outcome'
import { deliver, failedOutcome } from '../shell/outcome'
import { progressOn } from '../shell/progress'

type ReportOptions = {
  readonly out: string
  readonly force?: true
  readonly freezes: number
  readonly ahead: number
  readonly strategy?: string
  readonly json?: true
}

/** `shadowtape report`: a session, or two, as one file that a browser opens. */
export const reportCommand = (run: Run): Command =>
  newCommand('report', 'write a session, its freezes and its figures as one HTML file', [
    'shadowtape report session.jsonl --out report.html',
    'shadowtape report before.jsonl after.jsonl --out both.html',
    'shadowtape report session.jsonl --out report.html --freezes 3 --ahead 5m --force',
  ])
    .argument('<journal>', 'the journal of the session')
    .argument('[other]', 'one to show beside it, with what differs')
    .requiredOption('--out <file>', 'the HTML file to write')
    .option('--force', 'replace a file that exists')
    .addOption(
      parsedOption(
        '--freezes <n>',
        'say all of so many freezes',
        countOption(0, 500),
        String(explainedUsual),
      ),
    )
    .addOption(
      parsedOption('--ahead <time>', 'how long each is run on without it', lengthOption, '60s'),
    )
    .option('--strategy <path>', "the strategy's module, where it is not where the header says")
    .option('--json', 'print what was written as JSON')
    .action((path: string, other: string | undefined, options: ReportOptions) => {
      run(report(other === undefined ? [path] : [path, other], options))
    })

/** Writes the report of one session, or of two. */
export const report =
  (paths: readonly [string] | readonly [string, string], options: ReportOptions): CliCommand =>
  (env) =>
  async () => {
    for (const path of paths) {
      const foreign = foreignOutcome(path)
      if (foreign !== null) return deliver(env, options, foreign)
      if (isSameFile(path, options.out)) {
        const says = `--out ${options.out} is the journal itself; it would be lost.`
        return deliver(env, options, failedOutcome(path, 'not written', failure('Usage', says)))
      }
    }
    const made = await reported(paths, options, env)
    return deliver(env, options, isLeft(made) ? made.left : written(made.right, options))
  }

/** What a report is of. */
type Sessions = Pick<ReportFile, 'sessions' | 'comparison'>

const reported = async (
  paths: readonly [string] | readonly [string, string],
  { strategy, freezes, ahead }: ReportOptions,
  env: CliEnv,
): Promise<Either<Outcome, Sessions>> => {
  const looking = reportLooking(ahead)
  const sessions: Array<SessionReport> = []
  for (const path of paths) {
    const made = await sessionReport(path, { strategy, explained: freezes, looking }, env)
    if (isLeft(made)) return made
    sessions.push(made.right)
  }
  const [first, second] = sessions as [SessionReport, SessionReport?]
  if (second === undefined) return right({ sessions: [first], comparison: null })
  const progress = progressOn(env, 'comparing')
  try {
    const found = comparisonOf(first.file, second.file, progress.tick)
    progress.finish()
    if (isLeft(found)) return left(fileOutcome(found.left.path, found.left))
    return right({ sessions: [first, second], comparison: found.right })
  } catch (error) {
    progress.finish()
    if (!(error instanceof JournalUnread)) throw error
    const says = `the two cannot be compared: ${error.message}`
    return left(failedOutcome(second.file, 'unreadable', failure('Failed', says)))
  }
}

const written = (file: Sessions, { out, force }: ReportOptions): Outcome => {
  const bytes = writeReport(file, out, force === true ? 'replace' : 'refuse')
  if (isLeft(bytes)) return fileOutcome(out, bytes.left)
  const stops = file.sessions.reduce((sum, { sampling }) => sum + sampling.stopsCount, 0)
  const hurt = file.sessions.find(({ integrity }) => integrity.verdict === 'damaged')
  const says = hurt === undefined ? '' : hurtText(hurt)
  return {
    text: `${out}: ${bytesText(bytes.right)}, ${quantity(stops, 'freeze')}; open it in a browser\n`,
    json: { verdict: 'written', file: out, bytes: bytes.right, freezes: stops },
    failure: hurt === undefined ? null : failure('Failed', says),
  }
}

const hurtText = ({ file, integrity }: SessionReport): string =>
  `${file} is damaged, and the report shows what comes before it: ${integrity.says ?? ''}.`
