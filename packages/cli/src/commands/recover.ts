import { isSameFile } from '@shadowtape/adapters'
import type { Command } from 'commander'

import type { RecoveryMode } from '../recoveries/recover-outcome'
import { recoverOutcome, recoveryModes } from '../recoveries/recover-outcome'
import type { CliCommand } from '../shell/cli-env'
import { failure } from '../shell/failure'
import type { Run } from '../shell/new-command'
import { newCommand } from '../shell/new-command'
import { choiceOption } from '../shell/option-values'
import { deliver, failedOutcome } from '../shell/outcome'

type RecoverOptions = {
  readonly mode: RecoveryMode
  readonly out?: string
  readonly force?: true
  readonly json?: true
}

/** `shadowtape recover`: what can be had of a journal that is cut short or damaged. */
export const recoverCommand = (run: Run): Command =>
  newCommand('recover', 'make a sound journal of one that is cut short or damaged', [
    'shadowtape recover session.jsonl --mode tail --out recovered.jsonl',
    'shadowtape recover session.jsonl --mode upto --out before.jsonl',
    'shadowtape recover session.jsonl --mode salvage --out salvaged.jsonl --json',
  ])
    .argument('<journal>', 'the journal to recover; it is never changed')
    .addOption(choiceOption('--mode <name>', modeHelp, recoveryModes, 'strict'))
    .option('--out <file>', 'where the sound journal goes; what is cut goes to FILE.cut')
    .option('--force', 'replace files that exist')
    .option('--json', 'print the result as JSON')
    .action((path: string, options: RecoverOptions) => {
      run(recover(path, options))
    })

const modeHelp =
  'strict: fail at any defect; tail: cut a torn tail; upto: keep what is before the first ' +
  'defect; salvage: keep all that can be read, with gaps'

/** Recovers a journal into another file. */
export const recover =
  (path: string, options: RecoverOptions): CliCommand =>
  (env) =>
  () => {
    const { mode, out, force } = options
    const refused = (says: string) =>
      deliver(env, options, failedOutcome(path, 'not recovered', failure('Usage', says)))
    if (out === undefined && mode !== 'strict')
      return Promise.resolve(refused(`Error: --mode ${mode} needs --out FILE`))
    if (out !== undefined && isSameFile(path, out))
      return Promise.resolve(refused(`Error: --out ${out} is the journal itself; it would be lost`))
    const plan = { path, mode, out: out ?? '', ifExists: force ? 'replace' : 'refuse' } as const
    return Promise.resolve(deliver(env, options, recoverOutcome(plan, env)))
  }
