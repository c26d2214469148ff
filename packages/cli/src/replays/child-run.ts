import { spawn } from 'node:child_process'

import type { Either } from 'fp-ts/Either'
import { left, right } from 'fp-ts/Either'

import type { CliEnv } from '../shell/cli-env'
import { ownArguments } from '../shell/own-arguments'

/** Under what a run of the engine takes place in a process of its own. */
export type Surroundings = {
  /** The Node that runs it. */
  readonly node: string
  readonly timeZone: string
  readonly locale: string
}

/** So much a run may print. */
const printedMax = 1 << 26

/** Runs this program in a process of its own and gives what it printed, or what went wrong. */
export const childRun = (
  env: CliEnv,
  { node, timeZone, locale }: Surroundings,
  args: ReadonlyArray<string>,
): Promise<Either<string, string>> =>
  new Promise((resolve) => {
    const child = spawn(node, [...(env.self ?? ownArguments()), ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, TZ: timeZone, LANG: locale, LC_ALL: locale },
    })
    let [printed, remarked] = ['', '']
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (printed.length < printedMax) printed += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      remarked = (remarked + text).slice(-2_000)
    })
    child.on('error', ({ message }) => {
      resolve(left(message))
    })
    child.on('close', (code) => {
      const why = remarked.trim() === '' ? `it ended with ${String(code)}` : remarked.trim()
      resolve(code === 0 ? right(printed) : left(why))
    })
  })
