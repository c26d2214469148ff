import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'

import type { Either } from 'fp-ts/Either'
import { left, right } from 'fp-ts/Either'

import { printable } from '../reports/printable'
import { isStrategyPath } from '../sessions/strategies'
import type { Failure } from '../shell/failure'
import { failure } from '../shell/failure'
import { runToEnd } from './run-to-end'
import type { Side } from './side'
import { ownProgram } from './side'

/** A side that is named by a path, and whether it can say what states it comes to. */
export type OtherSide = { readonly side: Side; readonly canExecute: boolean }

/**
 * What a path names: a checkout of Shadowtape or another that it is installed in, or another
 * version of the strategy, for the build that runs.
 */
export const otherSide = async (
  path: string,
  strategy: string | null,
): Promise<Either<Failure, OtherSide>> => {
  if (!existsSync(path)) return usage(`${printable(path)} is not there`)
  const named = { name: path, how: 'executed' as const }
  if (!statSync(path).isDirectory())
    return isStrategyPath(path)
      ? right({ side: { ...named, program: ownProgram(), strategy: path }, canExecute: true })
      : usage(`${printable(path)} is neither a directory nor the module of a strategy`)
  const bin = binsIn(path).find((each) => existsSync(each))
  if (bin === undefined) return usage(`${printable(path)} is no checkout of Shadowtape`)
  const program = [process.execPath, bin]
  const version = await runToEnd([...program, '--version'])
  if (version.code !== 0)
    return usage(`${printable(path)} is not built; npm run prepare there builds it`)
  const side = { ...named, program, strategy }
  return right({ side, canExecute: await canExecute(program) })
}

/** Whether a build can say what states it comes to; older ones cannot. */
export const canExecute = async (program: ReadonlyArray<string>): Promise<boolean> =>
  (await runToEnd([...program, 'bisect', '--help'])).stdout.includes('--states')

/** Where a checkout, or a project that has Shadowtape, keeps the program. */
const binsIn = (path: string): ReadonlyArray<string> =>
  ['packages/cli/bin', 'bin', 'node_modules/@shadowtape/cli/bin'].map((folder) =>
    join(path, folder, 'shadowtape.cjs'),
  )

const usage = (says: string): Either<Failure, never> =>
  left(failure('Usage', `Error: --against: ${says}.`))
