import type { Command } from 'commander'
import { isLeft, isRight } from 'fp-ts/Either'

import { lengthOption } from '../goldens/case-window'
import { foreignOutcome } from '../journals/foreign-outcome'
import { fileOutcome } from '../journals/scan-outcome'
import { unreadFailure } from '../journals/unread-failure'
import { explainStop, soundPart } from '../postmortems/explain-stop'
import { findStops } from '../postmortems/find-stops'
import { replaySubject } from '../replays/replay-subject'
import { postMortemJson } from '../reports/post-mortem-json'
import { postMortemText } from '../reports/post-mortem-report'
import { grouped } from '../reports/quantity-text'
import type { CliCommand, CliEnv } from '../shell/cli-env'
import { failure } from '../shell/failure'
import type { Run } from '../shell/new-command'
import { newCommand } from '../shell/new-command'
import { countOption, parsedOption } from '../shell/option-values'
import type { Outcome } from '../shell/outcome'
import { deliver, failedOutcome } from '../shell/outcome'
import { progressOn } from '../shell/progress'

type FreezeOptions = {
  readonly n: number
  readonly ahead: number
  readonly before: number
  readonly after: number
  readonly strategy?: string
  readonly json?: true
}

/** `shadowtape freeze`: the post-mortem of a freeze, on one page. */
export const freezeCommand = (run: Run): Command =>
  newCommand('freeze', 'say why trading stopped, what it cost, and what would have been', [
    'shadowtape freeze session.jsonl',
    'shadowtape freeze session.jsonl --n 2 --ahead 5m',
    'shadowtape freeze session.jsonl --json | jq .otherwise.thresholds',
  ])
    .argument('<journal>', 'the journal to look into')
    .addOption(parsedOption('--n <n>', 'which freeze or reduction', countOption(1, 1_000_000), '1'))
    .addOption(
      parsedOption('--ahead <time>', 'how long it is run on without the stop', lengthOption, '60s'),
    )
    .addOption(
      parsedOption('--before <time>', 'show quotes since so long before', lengthOption, '10s'),
    )
    .addOption(parsedOption('--after <time>', 'and until so long after', lengthOption, '5s'))
    .option('--strategy <path>', "the strategy's module, where it is not where the header says")
    .option('--json', 'print it as JSON')
    .action((path: string, options: FreezeOptions) => {
      run(freeze(path, options))
    })

/** Explains a freeze of a journal. */
export const freeze =
  (path: string, options: FreezeOptions): CliCommand =>
  (env) =>
  async () =>
    deliver(env, options, foreignOutcome(path) ?? (await explained(path, options, env)))

const explained = async (path: string, options: FreezeOptions, env: CliEnv): Promise<Outcome> => {
  const looking = progressOn(env, 'looking for it')
  const found = findStops(path, (n) => n === options.n, looking.tick)
  looking.finish()
  if (isLeft(found)) return fileOutcome(path, found.left)
  const { count } = found.right
  const [stop] = found.right.found
  if (stop === undefined) return notThere(path, options.n, count)
  const loaded = await replaySubject(path, options.strategy, env)
  const subject = isRight(loaded) ? loaded.right : null
  const sound = subject === null ? null : soundPart(path, env)
  const around = { beforeUs: options.before, afterUs: options.after, intervals: 160 }
  const journal = { path, subject, stops: found.right, sound }
  const told = explainStop(journal, stop, { around, aheadUs: options.ahead }, env)
  if (isLeft(told)) return fileOutcome(path, told.left)
  const report = told.right
  return {
    text: postMortemText(report, env.columns ?? 120),
    json: { verdict: 'found', ...postMortemJson(report) },
    failure: unreadFailure(path, found.right.damaged),
  }
}

const notThere = (path: string, n: number, count: number): Outcome => {
  const has = count === 0 ? 'none' : grouped(count)
  const says = `${path} has no freeze or reduction number ${grouped(n)}: it has ${has}.`
  return failedOutcome(path, 'not there', failure('Usage', says))
}
