import type { SessionOpened, Strategy } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import { fileOutcome, scanOutcome } from '../journals/scan-outcome'
import { readHeader } from '../journals/read-header'
import { printable } from '../reports/printable'
import type { LoadedStrategy } from '../sessions/strategies'
import { isStrategyPath, loadStrategy } from '../sessions/strategies'
import type { CliEnv } from '../shell/cli-env'
import { failure } from '../shell/failure'
import type { Outcome } from '../shell/outcome'
import { failedOutcome } from '../shell/outcome'

/** What a replay begins with: the header, and the strategy it names. */
export type ReplaySubject = { readonly opened: SessionOpened; readonly strategy: Strategy }

/** Reads a journal's header and loads its strategy, or says why there is nothing to replay. */
export const replaySubject = async (
  path: string,
  strategyPath: string | undefined,
  env: CliEnv,
): Promise<Either<Outcome, ReplaySubject>> => {
  const header = readHeader(path)
  if (isLeft(header)) {
    const failed = header.left
    if (failed.type === 'FileFailure') return left(fileOutcome(path, failed))
    if (failed.type === 'Incompatible') return left(incompatible(path, failed.why))
    return left(scanOutcome(path, env) ?? incompatible(path, failed.fault.says))
  }
  const opened = header.right
  const loaded = await loadStrategy(strategyPath ?? opened.strategy)
  if (isLeft(loaded)) return left(noStrategy(path, strategyPath, opened, loaded.left.says))
  sayWhichStrategy(opened, strategyPath, loaded.right, env)
  return right({ opened, strategy: loaded.right.strategy })
}

const incompatible = (path: string, why: string): Outcome => {
  const says = `${path} cannot be replayed: ${printable(why)}.`
  return failedOutcome(path, 'incompatible', failure('Incompatible', says))
}

const noStrategy = (
  path: string,
  strategyPath: string | undefined,
  opened: SessionOpened,
  why: string,
): Outcome => {
  if (strategyPath !== undefined)
    return failedOutcome(path, 'no strategy', failure('Usage', `--strategy: ${why}`))
  const hint = isStrategyPath(opened.strategy) ? ' Say where it is with --strategy PATH.' : ''
  const name = printable(JSON.stringify(opened.strategy))
  const says = `${path} cannot be replayed: its strategy is ${name}. ${printable(why)}${hint}`
  return failedOutcome(path, 'incompatible', failure('Incompatible', says))
}

/** A module is code of its own: which one runs is said, and whether it is the recorded one. */
const sayWhichStrategy = (
  opened: SessionOpened,
  strategyPath: string | undefined,
  { digest }: LoadedStrategy,
  env: CliEnv,
): void => {
  const name = strategyPath ?? opened.strategy
  if (digest === opened.strategyDigest) {
    if (digest !== null) env.remark(`strategy ${printable(name)}, as recorded\n`)
    return
  }
  const short = (sha: string | null): string =>
    sha === null ? 'without a digest' : `${sha.slice(0, 12)}…`
  env.remark(
    `Warning: strategy ${printable(name)} is not the one recorded:` +
      ` recorded ${short(opened.strategyDigest)}, now ${short(digest)}.\n`,
  )
}
