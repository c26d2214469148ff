import type { Repository } from './repository'

/** A commit, as git tells of it. */
export type CommitFacts = {
  readonly hash: string
  readonly author: string
  /** When it was written, in ISO 8601. */
  readonly date: string
  readonly subject: string
}

/** A file that a commit changed: `M` for another content, `A` for a new one, and so on. */
export type ChangedFile = { readonly status: string; readonly path: string }

/** Who wrote a commit, when, and what they called it. */
export const commitFacts = async ({ git }: Repository, hash: string): Promise<CommitFacts> => {
  const { stdout } = await git('show', '--no-patch', '--format=%an%x00%aI%x00%s', hash)
  const [author = '', date = '', subject = ''] = stdout.replace(/\n$/, '').split('\0')
  return { hash, author, date, subject }
}

/** Which files a commit changed; of a merge, against its first parent. */
export const changedFiles = async (
  { git }: Repository,
  hash: string,
): Promise<ReadonlyArray<ChangedFile>> => {
  const which = ['-r', '--root', '--no-renames', '--no-commit-id', '--name-status', '-z']
  const { stdout } = await git('diff-tree', ...which, '--diff-merges=first-parent', hash)
  const texts = stdout.split('\0')
  return texts.flatMap((status, i) => {
    const path = texts[i + 1]
    return i % 2 === 0 && path !== undefined ? [{ status, path }] : []
  })
}

/** The commits that a commit follows on. */
export const parentsOf = async (
  { git }: Repository,
  hash: string,
): Promise<ReadonlyArray<string>> => {
  const { stdout } = await git('rev-list', '--parents', '--max-count=1', hash)
  return stdout.trim().split(' ').slice(1)
}
