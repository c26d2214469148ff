import { existsSync, realpathSync } from 'node:fs'
import { isAbsolute, join, relative, resolve } from 'node:path'

import type { Either } from 'fp-ts/Either'
import { left, right } from 'fp-ts/Either'

import { printable } from '../reports/printable'
import { isStrategyPath } from '../sessions/strategies'
import type { Failure } from '../shell/failure'
import { failure } from '../shell/failure'
import type { HuntedPart } from './commit-trial'
import type { CommitRange, Repository } from './repository'

/**
 * What is looked for in a repository: in one of Shadowtape itself the engine, in any other the
 * strategy, which must lie in it.
 */
export const huntedPart = async (
  { root, git }: Repository,
  { bad }: CommitRange,
  recorded: string,
  strategy: string | null,
): Promise<Either<Failure, HuntedPart>> => {
  const manifest = await git('show', `${bad}:packages/cli/package.json`)
  if (manifest.code === 0 && manifest.stdout.includes('"@shadowtape/cli"'))
    return right({ kind: 'engine', strategy })
  const named = strategy ?? recorded
  if (!isStrategyPath(named))
    return usage(
      `${printable(root)} is no repository of Shadowtape, and the strategy ${printable(named)}` +
        ' comes with it; --repo DIR says where to look',
    )
  const path = pathIn(root, named) ?? (strategy === null && !isAbsolute(named) ? named : null)
  if (path === null || path.startsWith('..'))
    return usage(`the strategy ${printable(named)} does not lie in ${printable(root)}`)
  const isThere = await git('cat-file', '-e', `${bad}:./${path.replace(/^\.\//, '')}`)
  return isThere.code === 0 || existsSync(join(root, path))
    ? right({ kind: 'strategy', path: path.replace(/^\.\//, '') })
    : usage(`${printable(root)} has no ${printable(path)}; --strategy PATH says where it is`)
}

/** Where a path, as it is typed here, lies in a checkout; `null` for outside of it. */
const pathIn = (root: string, typed: string): string | null => {
  const absolute = resolve(typed)
  const path = relative(root, existsSync(absolute) ? realpathSync(absolute) : absolute)
  return path.startsWith('..') || isAbsolute(path) ? null : path
}

const usage = (says: string): Either<Failure, never> =>
  left(failure('Usage', `Error: --git: ${says}.`))
