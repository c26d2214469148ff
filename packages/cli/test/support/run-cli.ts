import { InvariantViolated } from '@shadowtape/core'
import { CommanderError } from 'commander'
import { isLeft } from 'fp-ts/Either'

import { cliArguments } from '../run-cli'
import { program } from '../../src/program'
import type { CliCommand, CliEnv } from '../../src/shell/cli-env'
import { exitCodes } from '../../src/shell/exit-codes'

/** What a run of the program left behind. */
export type CliRun = { readonly code: number; readonly stdout: string; readonly stderr: string }

/** The surroundings a test may choose; by default nothing is a terminal and time stands still. */
export type Surroundings = Partial<Pick<CliEnv, 'isTerminal' | 'columns' | 'variables'>>

/** Runs the program in this process, as `main` does, and catches what it prints. */
export const runCli = async (
  args: ReadonlyArray<string>,
  surroundings: Surroundings = {},
): Promise<CliRun> => {
  let stdout = ''
  let stderr = ''
  const env: CliEnv = {
    print: (text) => {
      stdout += text
    },
    remark: (text) => {
      stderr += text
    },
    isTerminal: { stdout: false, stderr: false },
    self: cliArguments([]),
    variables: { MM_FREEZE_UTC_ISO: '2025-10-27T20:36:17Z' },
    ...surroundings,
  }
  const code = await exitCodeOf(args, env)
  return { code, stdout, stderr }
}

const exitCodeOf = async (args: ReadonlyArray<string>, env: CliEnv): Promise<number> => {
  let command = null as CliCommand | null
  const shadowtape = program((chosen) => {
    command = chosen
  })
  for (const each of [shadowtape, ...shadowtape.commands])
    each.configureOutput({ writeOut: env.print, writeErr: env.remark })
  try {
    await shadowtape.parseAsync(['node', 'shadowtape', ...args])
    if (command === null) return exitCodes.Done
    const done = await (command as CliCommand)(env)()
    if (!isLeft(done)) return exitCodes.Done
    if (done.left.says !== '') env.remark(`${done.left.says}\n`)
    return exitCodes[done.left.type]
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodes.Usage
    if (error instanceof InvariantViolated) return exitCodes.Failed
    throw error
  }
}
