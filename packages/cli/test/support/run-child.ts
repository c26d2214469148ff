import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'

import { cliArguments } from '../run-cli'
import type { CliRun } from './run-cli'

/** A run of the program in a process of its own, and how it ends. */
export type ChildRun = { readonly child: ChildProcess; readonly done: Promise<CliRun> }

/** Starts the real program. */
export const startChild = (args: ReadonlyArray<string>, cwd: string): ChildRun => {
  const child = spawn(process.execPath, cliArguments(args), {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (data: Buffer) => (stdout += data.toString()))
  child.stderr.on('data', (data: Buffer) => (stderr += data.toString()))
  const done = new Promise<CliRun>((settled) => {
    child.on('close', (code) => settled({ code: code ?? -1, stdout, stderr }))
  })
  return { child, done }
}

/** Runs the real program to its end. */
export const runChild = (args: ReadonlyArray<string>, cwd: string): Promise<CliRun> =>
  startChild(args, cwd).done
