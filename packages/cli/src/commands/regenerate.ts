import type { Command } from 'commander'
import { isLeft, left, right } from 'fp-ts/Either'

import { JournalUnread } from '../journals/journal-unread'
import { regeneratedLines } from '../replays/regenerated-lines'
import { replaySubject } from '../replays/replay-subject'
import { digestRun } from '../replays/run-digest'
import type { CliCommand } from '../shell/cli-env'
import { failure } from '../shell/failure'
import type { Run } from '../shell/new-command'
import { newCommand } from '../shell/new-command'
import { countOption, parsedOption } from '../shell/option-values'

type RegenerateOptions = {
  readonly bytes: number
  readonly strategy?: string
  readonly lines?: string
}

/**
 * `shadowtape regenerate`, which the layer `twice` starts in processes of their own: what the
 * engine writes over a journal's inputs, as digests, or some lines of it, as one line of JSON.
 */
export const regenerateCommand = (run: Run): Command =>
  newCommand('regenerate', "digest what the engine writes over a journal's inputs", [
    'shadowtape regenerate session.jsonl --bytes 65056',
  ])
    .argument('<journal>', 'the journal whose inputs are fed')
    .addOption(parsedOption('--bytes <n>', 'take so many of its bytes', countOption(0, 1e15), '0'))
    .option('--strategy <path>', "the strategy's module, where it is not where the header says")
    .option('--lines <a..b>', 'print these lines instead of digests')
    .action((path: string, options: RegenerateOptions) => {
      run(regenerate(path, options))
    })

/** Prints one line of JSON about a run of the engine. */
export const regenerate =
  (path: string, { bytes, strategy, lines }: RegenerateOptions): CliCommand =>
  (env) =>
  async () => {
    const subject = await replaySubject(path, strategy, { ...env, remark: () => undefined })
    if (isLeft(subject)) return left(subject.left.failure ?? failure('Failed', path))
    const { strategy: deciding } = subject.right
    try {
      const [first, last] = (lines ?? '').split('..').map(Number)
      const said =
        first === undefined || last === undefined
          ? digestRun(path, bytes, deciding)
          : regeneratedLines(path, bytes, deciding, [first, last])
      env.print(`${JSON.stringify(said)}\n`)
      return right(undefined)
    } catch (error) {
      if (!(error instanceof JournalUnread)) throw error
      return left(failure('Failed', error.message))
    }
  }
