import { join } from 'node:path'

import type { Command } from 'commander'
import { InvalidArgumentError } from 'commander'
import { isLeft } from 'fp-ts/Either'

import type { Around } from '../goldens/case-window'
import { aroundOption, lengthOption } from '../goldens/case-window'
import type { CutCase } from '../goldens/cut-case'
import { cutCase } from '../goldens/cut-case'
import type { ProjectionPlan } from '../goldens/projection'
import { faultFailure } from '../journals/journal-failure'
import { scanJournal } from '../journals/scan-journal'
import { damageOutcome, fileOutcome } from '../journals/scan-outcome'
import { replaySubject } from '../replays/replay-subject'
import { quantity } from '../reports/quantity-text'
import type { CliCommand } from '../shell/cli-env'
import type { Run } from '../shell/new-command'
import { newCommand } from '../shell/new-command'
import { parsedOption } from '../shell/option-values'
import type { Outcome } from '../shell/outcome'
import { deliver, failedOutcome } from '../shell/outcome'
import { progressOn } from '../shell/progress'
import { marketOption } from './golden-show'

type AddOptions = {
  readonly from: string
  readonly around?: Around
  readonly before: number
  readonly after: number
  readonly in: string
  readonly market: ProjectionPlan['market']
  readonly strategy?: string
  readonly json?: true
}

/** `shadowtape golden add`: a case out of a recorded session. */
export const goldenAddCommand = (run: Run): Command =>
  newCommand('add', 'make a case of a recorded session, or cut a small one out of it', [
    'shadowtape golden add calm --from session.jsonl',
    'shadowtape golden add freeze --from session.jsonl --around freeze:1 --before 30s --after 5s',
    'shadowtape golden add slip --from session.jsonl --around order:o-17 --before 2s --after 500ms',
  ])
    .argument('<name>', "the case's name, which becomes a folder", nameOption)
    .requiredOption('--from <journal>', 'the recorded session')
    .addOption(
      parsedOption(
        '--around <what>',
        'cut around freeze:N, fill:N, seq:N, order:ID or at:TIME (default: all of it)',
        aroundOption,
      ),
    )
    .addOption(parsedOption('--before <time>', 'so long before that', lengthOption, '30s'))
    .addOption(parsedOption('--after <time>', 'so long after that', lengthOption, '5s'))
    .option('--in <folder>', 'where cases are', 'goldens')
    .addOption(marketOption())
    .option('--strategy <path>', "the strategy's module, where it is not where the header says")
    .option('--json', 'print the result as JSON')
    .action((name: string, options: AddOptions) => {
      run(goldenAdd(name, options))
    })

const nameOption = (text: string): string => {
  if (/^[A-Za-z0-9][\w.-]{0,99}$/.test(text)) return text
  throw new InvalidArgumentError('It must be letters, digits, dots, dashes.')
}

const goldenAdd =
  (name: string, options: AddOptions): CliCommand =>
  (env) =>
  async () => {
    const { from: journal } = options
    const subject = await replaySubject(journal, options.strategy, env)
    if (isLeft(subject)) return deliver(env, options, subject.left)
    const progress = progressOn(env, 'verifying')
    const scan = scanJournal(journal, progress.tick)
    progress.finish()
    if (isLeft(scan)) return deliver(env, options, fileOutcome(journal, scan.left))
    const { fault } = scan.right
    if (fault !== null)
      return deliver(env, options, damageOutcome(journal, faultFailure(journal, fault)))
    const { around } = options
    const folder = join(options.in, name)
    const cut = await cutCase({
      ...{ folder, journal, subject: subject.right, strategy: options.strategy },
      around:
        around === undefined
          ? null
          : { what: around, beforeUs: options.before, afterUs: options.after },
      market: options.market,
      isClosed: scan.right.found.closed !== null,
    })
    return deliver(
      env,
      options,
      isLeft(cut) ? failedOutcome(folder, 'not added', cut.left) : added(folder, cut.right),
    )
  }

const added = (folder: string, { golden, from, inputs }: CutCase): Outcome => {
  const { fills, freezes } = golden.head
  const since = from === null ? 'from its start' : `from the state behind line ${String(from)} on`
  return {
    text:
      `${folder}: ${quantity(inputs, 'input')} ${since}, ` +
      `${quantity(golden.lines.length, 'line')}, ${quantity(fills, 'fill')}, ` +
      `${quantity(freezes, 'freeze')}; shadowtape golden check ${folder}\n`,
    json: { verdict: 'added', case: folder, from, inputs, lines: golden.lines.length },
    failure: null,
  }
}
