import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'

import type { Command } from 'commander'
import { isLeft } from 'fp-ts/Either'

import { isAsExpected } from '../goldens/compare-goldens'
import { comparedWith } from '../goldens/compare-with-file'
import { goldenWithState } from '../goldens/golden-with-state'
import { isWritingOff } from '../goldens/is-writing-off'
import type { ProjectionPlan } from '../goldens/projection'
import { readGolden } from '../goldens/read-golden'
import type { CliCommand } from '../shell/cli-env'
import { failure } from '../shell/failure'
import type { Run } from '../shell/new-command'
import { newCommand } from '../shell/new-command'
import { countOption, parsedOption } from '../shell/option-values'
import { deliver, failedOutcome } from '../shell/outcome'
import { marketOption } from './golden-show'

type CompareOptions = {
  readonly ci?: true
  readonly lines: number
  /** For a golden that is not there yet; one that is says so itself. */
  readonly market: ProjectionPlan['market']
  readonly strategy?: string
  readonly json?: true
}

/** `shadowtape golden compare`: a journal against a golden that no case makes. */
export const goldenCompareCommand = (run: Run): Command =>
  newCommand('compare', 'compare a journal with a golden', [
    'shadowtape golden compare session.jsonl calm.golden.ndjson',
  ])
    .argument('<journal>', 'the journal')
    .argument('<golden>', 'what is expected of it, NAME.golden.ndjson')
    .option('--ci', 'write nothing (default in CI)')
    .addOption(parsedOption('--lines <n>', 'differences shown', countOption(0, 1_000_000), '20'))
    .addOption(marketOption())
    .option('--strategy <path>', "the strategy's module, where it is not where the header says")
    .option('--json', 'print the result as JSON')
    .action((journal: string, golden: string, options: CompareOptions) => {
      run(goldenCompare(journal, golden, options))
    })

const goldenCompare =
  (journal: string, path: string, options: CompareOptions): CliCommand =>
  (env) =>
  async () => {
    const failed = (says: string) =>
      deliver(env, options, failedOutcome(path, 'failed', failure('Failed', `Error: ${says}`)))
    if (!path.endsWith('.golden.ndjson'))
      return deliver(
        env,
        options,
        failedOutcome(path, 'failed', failure('Usage', `Error: ${path} is no *.golden.ndjson`)),
      )
    const expected = existsSync(path) ? readGolden(path) : null
    if (expected !== null && isLeft(expected)) return failed(expected.left)
    const { market = options.market, redacted = '' } = expected?.right.head ?? {}
    const plan = { market, redacted: redacted === '' ? [] : redacted.split(',') }
    const golden = await goldenWithState(journal, plan, options.strategy, env)
    if (isLeft(golden)) return failed(golden.left)
    const isOff = isWritingOff(options.ci, env)
    if (!isOff) mkdirSync(dirname(path), { recursive: true })
    const found = comparedWith(path, expected?.right ?? null, golden.right, {
      writes: isOff ? 'nothing' : 'new values',
      lines: options.lines,
      ...{ digests: 'keep', journals: null },
    })
    const { verdict, text, json } = found
    const isGood = isAsExpected(verdict)
    const says = isGood ? '' : `${journal} is not as ${path} expects.`
    return deliver(env, options, {
      text: `${path}  ${verdict}\n${text}`,
      json: { verdict, golden: path, text, ...json },
      failure: isGood ? null : failure('Diverged', says),
    })
  }
