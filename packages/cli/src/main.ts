import { createInterface } from 'node:readline'

import { processRedactor } from '@shadowtape/adapters'
import { InvariantViolated } from '@shadowtape/core'
import { CommanderError } from 'commander'
import { isLeft } from 'fp-ts/Either'

import { program } from './program'
import type { CliCommand, CliEnv } from './shell/cli-env'
import { exitCodes } from './shell/exit-codes'
import { lastDoor } from './shell/last-door'
import { processInput } from './shell/secret-input'

const env: CliEnv = {
  print: (text) => {
    process.stdout.write(text)
  },
  drained: () =>
    new Promise((resolve) => {
      if (process.stdout.writableNeedDrain) process.stdout.once('drain', resolve)
      else setImmediate(resolve)
    }),
  remark: (text) => {
    process.stderr.write(text)
  },
  typed: () => createInterface({ input: process.stdin, crlfDelay: Infinity }),
  secrets: processInput,
  isTerminal: {
    stdout: process.stdout.isTTY,
    stderr: process.stderr.isTTY,
    stdin: process.stdin.isTTY,
  },
  columns: (process.stdout as Partial<typeof process.stdout>).columns,
  variables: process.env,
}

/** Runs what was typed; the exit code is decided here and nowhere else. */
const main = async (): Promise<void> => {
  lastDoor(processRedactor)
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(exitCodes.Done)
    throw error
  })
  let command = null as CliCommand | null
  try {
    await program((chosen) => {
      command = chosen
    }).parseAsync()
    if (command !== null) await finish(command)
  } catch (error) {
    process.exitCode = codeOf(error)
  }
}

const finish = async (command: CliCommand): Promise<void> => {
  const done = await command(env)()
  if (!isLeft(done)) return
  if (done.left.says !== '') env.remark(`${done.left.says}\n`)
  process.exitCode = exitCodes[done.left.type]
}

const codeOf = (error: unknown): number => {
  if (error instanceof CommanderError)
    return error.exitCode === 0 ? exitCodes.Done : exitCodes.Usage
  if (!(error instanceof InvariantViolated)) throw error
  env.remark(`Error: shadowtape contradicts itself: ${error.message}\n`)
  return exitCodes.Failed
}

void main()
