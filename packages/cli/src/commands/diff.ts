import type { Command } from 'commander'
import { isLeft } from 'fp-ts/Either'

import { diffJournals } from '../diffs/diff-journals'
import { JournalUnread } from '../journals/journal-unread'
import { foreignOutcome } from '../journals/foreign-outcome'
import { fileOutcome } from '../journals/scan-outcome'
import { endState } from '../replays/end-state'
import { diffJson, diffText } from '../reports/diff-report'
import type { CliCommand, CliEnv } from '../shell/cli-env'
import { failure } from '../shell/failure'
import type { Run } from '../shell/new-command'
import { newCommand } from '../shell/new-command'
import { countOption, parsedOption } from '../shell/option-values'
import type { Outcome } from '../shell/outcome'
import { deliver, failedOutcome } from '../shell/outcome'
import { progressOn } from '../shell/progress'

type DiffOptions = { readonly lines: number; readonly strategy?: string; readonly json?: true }

/** `shadowtape diff`: what is not the same in two sessions, and what that came to. */
export const diffCommand = (run: Run): Command =>
  newCommand('diff', 'compare two journals by what came in and what was said to it', [
    'shadowtape diff before.jsonl after.jsonl',
    'shadowtape diff before.jsonl after.jsonl --lines 200',
    'shadowtape diff before.jsonl after.jsonl --json | jq .by_type',
  ])
    .argument('<a>', 'a journal')
    .argument('<b>', 'the journal to compare with it')
    .addOption(parsedOption('--lines <n>', 'show so many differences', linesOption, '20'))
    .option('--strategy <path>', "the strategy's module, where it is not where the headers say")
    .option('--json', 'print it as JSON')
    .action((a: string, b: string, options: DiffOptions) => {
      run(diff(a, b, options))
    })

const linesOption = countOption(0, 1_000_000)

/** Compares two journals; exit 4 where they are not the same. */
export const diff =
  (a: string, b: string, options: DiffOptions): CliCommand =>
  (env) =>
  async () => {
    const foreign = foreignOutcome(a) ?? foreignOutcome(b)
    return deliver(env, options, foreign ?? (await compared(a, b, options, env)))
  }

const compared = async (
  a: string,
  b: string,
  options: DiffOptions,
  env: CliEnv,
): Promise<Outcome> => {
  const progress = progressOn(env, 'comparing')
  try {
    const found = diffJournals(a, b, options.lines, progress.tick)
    progress.finish()
    if (isLeft(found)) return fileOutcome(found.left.path, found.left)
    const [one, other] = [
      await endState(a, options.strategy, env),
      await endState(b, options.strategy, env),
    ]
    const states = one === null || other === null ? null : ([one, other] as const)
    const report = { a, b, diff: found.right, states }
    const { count, settings } = found.right
    const isSame = count === 0 && settings.length === 0
    return {
      text: diffText(report, env.columns ?? 140),
      json: { verdict: isSame ? 'same' : 'different', ...diffJson(report) },
      failure: isSame ? null : failure('Diverged', ''),
    }
  } catch (error) {
    progress.finish()
    if (!(error instanceof JournalUnread)) throw error
    return failedOutcome(a, 'unreadable', failure('Failed', error.message))
  }
}
