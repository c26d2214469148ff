import { availableParallelism } from 'node:os'

import type { Command } from 'commander'
import { isLeft, right } from 'fp-ts/Either'

import { caseName } from '../goldens/case-file'
import type { CaseChecked } from '../goldens/check-case'
import { checkCase } from '../goldens/check-case'
import { checkCases } from '../goldens/check-cases'
import { isAsExpected } from '../goldens/compare-goldens'
import type { CheckPlan } from '../goldens/compare-with-file'
import type { FoundCases } from '../goldens/find-cases'
import { findCases } from '../goldens/find-cases'
import { isWritingOff } from '../goldens/is-writing-off'
import { printable } from '../reports/printable'
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

type CheckOptions = {
  readonly ci?: true
  readonly digests?: true
  readonly journals?: string
  readonly jobs: number
  readonly lines: number
  readonly json?: true
}

/** `shadowtape golden check`: whether every case comes to what is expected of it. */
export const goldenCheckCommand = (run: Run): Command =>
  newCommand('check', 'run every case and compare it with what is expected of it', [
    'shadowtape golden check',
    'shadowtape golden check goldens/freeze --lines 100',
    'shadowtape golden check --ci --json',
  ])
    .argument('[paths...]', 'cases, or folders of cases (default: all here)')
    .option('--ci', 'write nothing; fail on what was never judged or has no case (default in CI)')
    .option('--digests', 'put new digests in place where every line is the same')
    .option('--journals <dir>', journalsHelp)
    .addOption(parsedOption('--jobs <n>', 'cases at once', jobsOption, defaultJobs))
    .addOption(linesOption())
    .option('--json', 'print the result as JSON')
    .action((paths: ReadonlyArray<string>, options: CheckOptions) => {
      run(goldenCheck(paths, options))
    })

/** Some cases, a line of JSON for each: what `golden check` runs in each of its processes. */
export const goldenCheckOneCommand = (run: Run): Command =>
  newCommand('check-one', 'check cases one by one and print each result as JSON', [])
    .argument('<cases...>', 'the cases')
    .option('--ci', 'write nothing')
    .option('--digests', 'put new digests in place where every line is the same')
    .option('--journals <dir>', journalsHelp)
    .addOption(linesOption())
    .action((folders: ReadonlyArray<string>, options: Omit<CheckOptions, 'jobs'>) => {
      run((env) => async () => {
        for (const folder of folders)
          env.print(`${JSON.stringify(await checkCase(folder, planOf(options, env)))}\n`)
        return right(undefined)
      })
    })

const journalsHelp = 'keep there the journals of those that are not as expected, for why and diff'
const jobsOption = countOption(1, 1_000)
const defaultJobs = String(availableParallelism())
const linesOption = () =>
  parsedOption('--lines <n>', 'differences shown of each', countOption(0, 1_000_000), '20')

/** Where cases are looked for when nobody says. */
export const casePaths = (paths: ReadonlyArray<string>): ReadonlyArray<string> =>
  paths.length > 0 ? paths : ['.']

const planOf = (options: Omit<CheckOptions, 'jobs'>, env: CliEnv): CheckPlan => {
  const isOff = isWritingOff(options.ci, env)
  return {
    writes: isOff ? 'nothing' : 'new values',
    lines: options.lines,
    digests: options.digests === true && !isOff ? 'renew' : 'keep',
    journals: options.journals ?? null,
  }
}

/** Checks every case in some folders. */
export const goldenCheck =
  (paths: ReadonlyArray<string>, options: CheckOptions): CliCommand =>
  (env) =>
  async () => {
    const found = findCases(casePaths(paths))
    if (isLeft(found)) return deliver(env, options, failedOutcome('', 'not checked', found.left))
    const { cases } = found.right
    if (cases.length === 0) return deliver(env, options, nothingFound(found.right, paths))
    const plan = planOf(options, env)
    const progress = progressOn(env, 'checking', 'cases')
    const checked = await checkCases(cases, {
      ...plan,
      jobs: options.jobs,
      onChecked: (done) => {
        progress.tick(done, cases.length)
      },
    })
    progress.finish()
    return deliver(env, options, outcomeOf(checked, found.right, plan))
  }

const nothingFound = ({ orphans }: FoundCases, paths: ReadonlyArray<string>): Outcome => {
  const where = casePaths(paths).join(', ')
  const others = orphans.map((path) => `\n${path} has no case.yaml.`).join('')
  const says = `Error: there is no case in ${where}; shadowtape golden add makes one.${others}`
  return failedOutcome('', 'no cases', failure('Failed', says))
}

const outcomeOf = (
  checked: ReadonlyArray<CaseChecked>,
  found: FoundCases,
  plan: CheckPlan,
): Outcome => {
  const isCi = plan.writes === 'nothing'
  const { orphans } = found
  const pending = isCi ? found.pending : []
  const good = checked.filter(({ verdict }) => isAsExpected(verdict)).length
  const text = checked.map(checkedText).join('')
  const strays = [
    ...orphans.map((path) => `${path} has no case.yaml: it is expected of nothing.`),
    ...pending.map((path) => `${path} was never judged: shadowtape golden review`),
  ]
  const sum = `${quantity(checked.length, 'case')}: ${good} as expected`
  const others = checked.length - good
  const judge = others > 0 && !isCi ? '; shadowtape golden review' : ''
  const type = failureOf(checked, [...pending, ...(isCi ? orphans : [])].length)
  const says = [...strays, `${sum}, ${others} not${judge}.`].join('\n')
  return {
    text: type === null ? `${text}${strays.map((line) => `${line}\n`).join('')}${sum}.\n` : text,
    json: {
      verdict: type === null ? 'as expected' : 'not as expected',
      cases: checked.map(({ folder, verdict, json }) => ({ case: folder, verdict, ...json })),
      ...{ pending: found.pending, orphans },
    },
    failure: type === null ? null : failure(type, says),
  }
}

const checkedText = ({ folder, verdict, text }: CaseChecked): string =>
  `${printable(caseName(folder)).padEnd(24)} ${verdict}\n${text}`

/** The worst of it all: that a case cannot be read is worse than that it came out otherwise. */
const failureOf = (checked: ReadonlyArray<CaseChecked>, strays: number): Failure['type'] | null => {
  const failed = checked.map((each) => each.failed)
  for (const type of ['Usage', 'Failed', 'Incompatible'] as const)
    if (failed.includes(type)) return type
  if (checked.some(({ verdict }) => !isAsExpected(verdict))) return 'Diverged'
  return strays > 0 ? 'Failed' : null
}
