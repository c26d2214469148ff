import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** A real repository in a directory of a test's own. */
export type GitRepository = {
  readonly root: string
  readonly git: (...args: ReadonlyArray<string>) => string
  readonly write: (path: string, text: string) => void
  /** Commits everything that was written; gives the commit's hash. */
  readonly commit: (subject: string) => string
  /** What a search for a commit must leave as it was. */
  readonly traces: () => ReadonlyArray<string>
}

/** Begins a repository, of which no setting of this machine is a part. */
export const gitRepository = (
  root: string,
  variables: Readonly<Record<string, string>> = {},
): GitRepository => {
  const env = {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'))),
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_SYSTEM: '/dev/null',
    ...variables,
  }
  const git = (...args: ReadonlyArray<string>): string =>
    execFileSync('git', ['-C', root, ...args], { env, encoding: 'utf8', stdio: 'pipe' }).trim()
  mkdirSync(root, { recursive: true })
  git('init', '--quiet', '--initial-branch=main', '.')
  git('config', 'user.name', 'Ann')
  git('config', 'user.email', 'ann@example.com')
  return {
    root,
    git,
    write: (path, text) => {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), text)
    },
    commit: (subject) => {
      git('add', '--all')
      git('commit', '--quiet', '--allow-empty', '--message', subject)
      return git('rev-parse', 'HEAD')
    },
    traces: () => [
      git('worktree', 'list', '--porcelain'),
      git('status', '--porcelain'),
      git('symbolic-ref', 'HEAD'),
      git('for-each-ref'),
      git('ls-files', '--stage'),
      git('reflog', '--all'),
    ],
  }
}
