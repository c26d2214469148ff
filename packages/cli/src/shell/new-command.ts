import { engineName, engineVersion } from '@shadowtape/core'
import { Command } from 'commander'

import type { CliCommand } from './cli-env'
import { exitCodesHelp } from './exit-codes'

/** What `--version` prints. */
export const versionText = `${engineName} ${engineVersion}`

/** Takes a command that a person typed, ready to run. */
export type Run = (command: CliCommand) => void

/** A command with the manners that all of them share: `--version`, examples, exit codes. */
export const newCommand = (
  name: string,
  description: string,
  examples: ReadonlyArray<string>,
): Command =>
  new Command(name)
    .description(description)
    .version(versionText, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .showHelpAfterError('(--help shows all options and examples)')
    .allowExcessArguments(false)
    .addHelpText('after', `\nExamples:\n${examples.map((line) => `  $ ${line}`).join('\n')}`)
    .addHelpText('after', exitCodesHelp)
