import type { Command } from 'commander'
import { isLeft, left, right } from 'fp-ts/Either'

import { goldenText } from '../goldens/golden'
import type { ProjectionPlan } from '../goldens/projection'
import { goldenWithState } from '../goldens/golden-with-state'
import type { CliCommand } from '../shell/cli-env'
import { failure } from '../shell/failure'
import type { Run } from '../shell/new-command'
import { newCommand } from '../shell/new-command'
import { choiceOption } from '../shell/option-values'

type ShowOptions = { readonly market: ProjectionPlan['market']; readonly strategy?: string }

/** `shadowtape golden show`: a journal as a golden. */
export const goldenShowCommand = (run: Run): Command =>
  newCommand('show', 'print a journal as a golden: no numbers, no digests, times from its start', [
    'shadowtape golden show session.jsonl',
    "shadowtape golden show session.jsonl --market 'leave out' | less",
  ])
    .argument('<journal>', 'the journal')
    .addOption(marketOption())
    .option('--strategy <path>', "the strategy's module, where it is not where the header says")
    .action((path: string, options: ShowOptions) => {
      run(goldenShow(path, options))
    })

/** What of the market a golden holds. */
export const marketOption = () =>
  choiceOption('--market <what>', 'what the market said', ['keep', 'leave out'], 'keep')

const goldenShow =
  (path: string, { market, strategy }: ShowOptions): CliCommand =>
  (env) =>
  async () => {
    const golden = await goldenWithState(path, { market, redacted: [] }, strategy, env)
    if (isLeft(golden)) return left(failure('Failed', `Error: ${golden.left}`))
    env.print(goldenText(golden.right))
    return right(undefined)
  }
