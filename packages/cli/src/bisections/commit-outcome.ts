import { isLeft } from 'fp-ts/Either'

import { lineAt } from '../journals/line-at'
import { fieldsOfText } from '../journals/line-text'
import { commitJson, commitText } from '../reports/commit-report'
import { printable } from '../reports/printable'
import { failure } from '../shell/failure'
import type { Outcome } from '../shell/outcome'
import { failedOutcome } from '../shell/outcome'
import type { CommitHunt } from './commit-hunt'
import { huntCommit } from './commit-hunt'
import { huntedPart } from './hunted-part'
import { commitRange, openRepository } from './repository'
import type { SoundJournal } from './sound-journal'
import { GitFailed, Interrupted } from './workshop'

/** What a person asked for with `--git`. */
export type HuntAsked = {
  readonly range: string
  readonly repo: string
  readonly buildCommand: string | null
  readonly follows: CommitHunt['follows']
  readonly strategy: string | null
}

/** Finds the commit since which a journal does not replay, or says why none can be found. */
export const commitOutcome = async (
  journal: SoundJournal,
  { range: typed, repo, strategy, ...how }: HuntAsked,
  onStep: CommitHunt['onStep'],
  columns: number,
): Promise<Outcome> => {
  const { path } = journal
  const repository = await openRepository(repo)
  if (isLeft(repository)) return failedOutcome(path, 'not run', repository.left)
  const range = await commitRange(repository.right, typed)
  if (isLeft(range)) return failedOutcome(path, 'not run', range.left)
  const recorded = String(fieldsOfText(lineAt(path, 1) ?? '')?.['strategy'])
  const part = await huntedPart(repository.right, range.right, recorded, strategy)
  if (isLeft(part)) return failedOutcome(path, 'not run', part.left)
  const hunt = {
    ...how,
    ...{ journal, onStep, repository: repository.right, range: range.right, part: part.right },
  }
  await sayWhat(hunt)
  return outcomeOf(hunt, columns)
}

const sayWhat = async ({ repository, part, onStep }: CommitHunt): Promise<void> => {
  const what =
    part.kind === 'engine' ? 'the engine' : `the strategy ${printable(part.path)}, by this build,`
  onStep(`looking for the commit that changed ${what} in ${printable(repository.root)}`)
  const status = await repository.git('status', '--porcelain', '--untracked-files=no')
  if (status.stdout !== '') onStep('its uncommitted changes are not looked at')
}

const outcomeOf = async (hunt: CommitHunt, columns: number): Promise<Outcome> => {
  const { path } = hunt.journal
  try {
    const found = await huntCommit(hunt)
    if (isLeft(found)) return failedOutcome(path, 'not found', found.left)
    return {
      text: commitText(hunt, found.right, columns),
      json: commitJson(hunt, found.right),
      failure: failure('Diverged', ''),
    }
  } catch (error) {
    if (error instanceof Interrupted) {
      const says = 'Interrupted; nothing was found, and nothing is left in the repository.'
      return failedOutcome(path, 'interrupted', failure('Failed', says))
    }
    if (!(error instanceof GitFailed)) throw error
    return failedOutcome(path, 'not found', failure('Failed', `${printable(error.message)}.`))
  }
}
