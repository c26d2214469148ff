import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { firstComplaint, lastWords, runToEnd } from './run-to-end'
import type { Installed } from './node-modules'
import { installedIn, lendPackages, lockOf, needsPackages, scriptsOf } from './node-modules'
import type { Repository } from './repository'
import { withoutVariables } from './repository'

/** A git command failed that must not. */
export class GitFailed extends Error {
  override readonly name = 'GitFailed'
}

/** A person asked for the end while commits were tried. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted'
  constructor() {
    super('interrupted')
  }
}

/** A place outside of the repository where its commits are checked out and built, and no more. */
export type Workshop = {
  /** Checks a commit out; gives its directory. */
  readonly checkOut: (commit: string) => Promise<string>
  /** Installs what a checkout asks for, and builds it; `null`, or why that failed. */
  readonly build: (tree: string) => Promise<string | null>
  /** Installs what a checkout asks for. */
  readonly install: (tree: string) => Promise<string | null>
  /** Gives a checkout up. */
  readonly drop: (tree: string) => void
  readonly signal: AbortSignal
}

/**
 * Opens a workshop for as long as some work takes. Its worktrees are removed however the work ends:
 * done, failed, or on a person's Ctrl-C, which ends what is being built as well.
 */
export const withWorkshop = async <T>(
  repository: Repository,
  buildCommand: string | null,
  work: (workshop: Workshop) => Promise<T>,
): Promise<T> => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'shadowtape-bisect-')))
  const abort = new AbortController()
  const trees = new Set<string>()
  const asked = (): void => {
    abort.abort()
  }
  const clear = (): void => {
    for (const tree of trees) repository.gitNow('worktree', 'remove', '--force', tree)
    trees.clear()
    rmSync(folder, { recursive: true, force: true })
  }
  for (const name of ending) process.on(name, asked)
  process.on('exit', clear)
  try {
    return await work(workshopIn({ folder, repository, buildCommand, trees }, abort.signal))
  } finally {
    clear()
    process.off('exit', clear)
    for (const name of ending) process.off(name, asked)
  }
}

const ending = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

type Place = {
  readonly folder: string
  readonly repository: Repository
  readonly buildCommand: string | null
  readonly trees: Set<string>
}

const workshopIn = (
  { folder, repository, buildCommand, trees }: Place,
  signal: AbortSignal,
): Workshop => {
  const own = installedIn(repository.root)
  const installed: Array<Installed> = own === null ? [] : [own]
  const lenders = new Set<string>()
  let count = 0
  const run = async (command: ReadonlyArray<string>, tree: string): Promise<string | null> => {
    const env = withoutVariables(/^(GIT_|npm_|INIT_CWD$)/)
    const ended = await runToEnd(command, { cwd: tree, env, signal })
    unlessAborted(signal)
    return ended.code === 0 ? null : `${command.join(' ')}: ${firstComplaint(ended)}`
  }
  const install = async (tree: string): Promise<string | null> => {
    if (!needsPackages(tree)) return null
    const lock = lockOf(tree)
    const lender = installed.find((each) => each.lock === lock)
    if (lender !== undefined) {
      lendPackages(lender.root, tree)
      return null
    }
    const failed = await run([...npm, ...(lock === null ? unlocked : ['ci'])], tree)
    if (failed !== null || lock === null) return failed
    installed.push({ root: tree, lock })
    lenders.add(tree)
    return null
  }
  return {
    signal,
    install,
    checkOut: async (commit) => {
      unlessAborted(signal)
      count += 1
      const tree = join(folder, `${String(count)}-${commit.slice(0, 10)}`)
      trees.add(tree)
      const added = await repository.git('worktree', 'add', '--detach', '--quiet', tree, commit)
      unlessAborted(signal)
      if (added.code !== 0) throw new GitFailed(`git worktree add: ${lastWords(added)}`)
      return tree
    },
    build: async (tree) => {
      if (buildCommand !== null) return run(['/bin/sh', '-c', buildCommand], tree)
      const failed = await install(tree)
      const script = ['prepare', 'build'].find((name) => scriptsOf(tree).has(name))
      // npm ci has prepared already
      if (failed !== null || script === undefined || (script === 'prepare' && lenders.has(tree)))
        return failed
      return run([...npm, 'run', script], tree)
    },
    drop: (tree) => {
      if (lenders.has(tree)) return
      repository.gitNow('worktree', 'remove', '--force', tree)
      rmSync(tree, { recursive: true, force: true })
      trees.delete(tree)
    },
  }
}

const unlessAborted = ({ aborted }: AbortSignal): void => {
  if (aborted) throw new Interrupted()
}

const npm = [process.platform === 'win32' ? 'npm.cmd' : 'npm', '--no-audit', '--no-fund']
const unlocked = ['install', '--no-package-lock']
