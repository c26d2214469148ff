import { spawnSync } from 'node:child_process'

import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import { printable } from '../reports/printable'
import type { Failure } from '../shell/failure'
import { failure } from '../shell/failure'
import type { Ended } from './run-to-end'
import { lastWords, runToEnd } from './run-to-end'

/** A git repository that is only read, but for temporary worktrees. */
export type Repository = {
  /** The top of its checkout. */
  readonly root: string
  readonly git: (...args: ReadonlyArray<string>) => Promise<Ended>
  /** The same, waiting for it: what must be done even while the process is ending. */
  readonly gitNow: (...args: ReadonlyArray<string>) => boolean
}

/** The repository that a directory lies in, or why there is none. */
export const openRepository = async (dir: string): Promise<Either<Failure, Repository>> => {
  const found = await runToEnd([...gitIn(dir), 'rev-parse', '--show-toplevel'], surroundings())
  if (found.code === null)
    return left(failure('Failed', `git cannot be started: ${printable(lastWords(found))}.`))
  if (found.code !== 0) {
    const says = `Error: --repo: ${printable(dir)}: ${printable(lastWords(found))}.`
    return left(failure('Usage', says))
  }
  const root = found.stdout.replace(/\r?\n$/, '')
  return right({
    root,
    git: (...args) => runToEnd([...gitIn(root), ...args], surroundings()),
    gitNow: (...args) => {
      const [git = '', ...before] = gitIn(root)
      const ran = spawnSync(git, [...before, ...args], { ...surroundings(), stdio: 'ignore' })
      return ran.status === 0
    },
  })
}

/** Hooks of the repository are not for worktrees that nobody works in. */
const gitIn = (dir: string): ReadonlyArray<string> => [
  ...['git', '-C', dir, '-c', 'core.hooksPath=/dev/null', '-c', 'core.fsmonitor=false'],
  ...['-c', 'gc.auto=0', '-c', 'core.quotePath=false'],
]

/** Without what a hook or an alias around this process says of another repository. */
const surroundings = () => ({ env: { ...withoutVariables(/^GIT_/), ...quiet } })

/** Git writes no index that it only looks at, asks nobody, and speaks English. */
const quiet = { GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' }

/** The variables of this process but for those whose names match. */
export const withoutVariables = (names: RegExp): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !names.test(name)))

/** Two commits, by their hashes, of which the second comes after the first. */
export type CommitRange = { readonly good: string; readonly bad: string }

/** What `GOOD..BAD` says, where nothing behind the dots means HEAD; `null` for anything else. */
export const revisionsOf = (range: string): readonly [string, string] | null => {
  const [, good = '', bad = ''] = /^([^-].*?)\.\.(?!\.)([^-].*)?$/.exec(range) ?? []
  return good === '' || bad.includes('..') || range.includes('...')
    ? null
    : [good, bad === '' ? 'HEAD' : bad]
}

/** The commits of `GOOD..BAD`, or why there is nothing between them to look for. */
export const commitRange = async (
  repository: Repository,
  range: string,
): Promise<Either<Failure, CommitRange>> => {
  const revisions = revisionsOf(range)
  if (revisions === null) return usage(`${printable(range)} is not GOOD..BAD`)
  const [good, bad] = [
    await commitOf(repository, revisions[0]),
    await commitOf(repository, revisions[1]),
  ]
  if (isLeft(good)) return good
  if (isLeft(bad)) return bad
  const found = { good: good.right, bad: bad.right }
  if (found.good === found.bad) return usage(`${printable(range)} is one commit`)
  const { code } = await repository.git('merge-base', '--is-ancestor', found.good, found.bad)
  if (code === 0) return right(found)
  const hint = await shallowHint(repository)
  return usage(`${printable(revisions[0])} is no ancestor of ${printable(revisions[1])}${hint}`)
}

const commitOf = async (
  repository: Repository,
  revision: string,
): Promise<Either<Failure, string>> => {
  const named = await repository.git('rev-parse', '--verify', '--quiet', `${revision}^{commit}`)
  if (named.code === 0) return right(named.stdout.trim())
  const hint = await shallowHint(repository)
  return usage(`${printable(revision)} is no commit of ${printable(repository.root)}${hint}`)
}

const shallowHint = async ({ git }: Repository): Promise<string> => {
  const { stdout } = await git('rev-parse', '--is-shallow-repository')
  return stdout.trim() === 'true'
    ? '; its history was cut off, and git fetch --unshallow brings it'
    : ''
}

const usage = (says: string): Either<Failure, never> =>
  left(failure('Usage', `Error: --git: ${says}.`))
