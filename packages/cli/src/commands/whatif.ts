import { availableParallelism } from 'node:os'
import { join } from 'node:path'

import type { Command } from 'commander'
import { Option } from 'commander'
import { isLeft } from 'fp-ts/Either'

import { whatifOutcome } from '../reports/whatif-report'
import type { CliCommand } from '../shell/cli-env'
import type { Run } from '../shell/new-command'
import { newCommand } from '../shell/new-command'
import { countOption, parsedOption } from '../shell/option-values'
import { deliver } from '../shell/outcome'
import { besideRecorded } from '../whatifs/beside-recorded'
import type { Setting } from '../whatifs/setting'
import { settingOption, settings } from '../whatifs/setting'
import { whatifActor } from '../whatifs/whatif-actor'

type WhatifOptions = {
  readonly set?: ReadonlyArray<Setting>
  readonly from?: number
  readonly out?: string
  readonly force?: true
  readonly jobs?: number
  readonly strategy?: string
  readonly json?: true
}

/** `shadowtape whatif`: a recorded session, run again with other settings. */
export const whatifCommand = (run: Run): Command =>
  newCommand('whatif', 'run a recorded session again with other settings, beside what it was', [
    'shadowtape whatif session.jsonl --set risk.edgeThresholdBps=4.0',
    'shadowtape whatif session.jsonl --set risk.edgeThresholdBps=1..8:0.5',
    'shadowtape whatif session.jsonl --set venue.fillRate=0.5,0.9 --set session.seed=1..5:1 --json',
    'shadowtape whatif session.jsonl --set risk.edgeThresholdBps=4.0 --from 2098 --out cells',
  ])
    .argument('<journal>', 'the recorded session')
    .addOption(
      new Option('--set <name=value>', setHelp).argParser(settingOption).makeOptionMandatory(),
    )
    .addOption(parsedOption('--from <line>', fromHelp, countOption(2, Number.MAX_SAFE_INTEGER)))
    .option('--out <dir>', "write each of these sessions' journals there")
    .option('--force', 'replace journals that exist')
    .addOption(parsedOption('--jobs <n>', jobsHelp, countOption(1, 256)))
    .option('--strategy <path>', "the strategy's module, where it is not where the header says")
    .option('--json', 'print it as JSON')
    .addHelpText(
      'after',
      `\nSettings:\n  ${Object.keys(settings).join('\n  ')}\n  risk.rule.LABEL\n  strategy.NAME`,
    )
    .action((path: string, options: WhatifOptions) => {
      run(whatif(path, options))
    })

const setHelp =
  'another value; A,B,C or FROM..TO:STEP for several; may be repeated, for every combination'

const fromHelp =
  'go by these settings only from the first input at this line or after it on; by default all along'

const jobsHelp = 'how many threads run them; by default as many as the machine has cores'

/** Runs a recorded session again with other settings. */
export const whatif =
  (path: string, options: WhatifOptions): CliCommand =>
  (env) =>
  async () => {
    const { set = [], from, out, force, strategy, jobs = availableParallelism() } = options
    const journalOf = (nth: number): string | null =>
      out === undefined ? null : join(out, `cell-${String(nth).padStart(3, '0')}.jsonl`)
    const besides = { settings: set, from, actor: whatifActor, journalOf, force, jobs, strategy }
    const ran = await besideRecorded(path, besides, env)
    return deliver(env, options, isLeft(ran) ? ran.left : whatifOutcome(path, ran.right))
  }
