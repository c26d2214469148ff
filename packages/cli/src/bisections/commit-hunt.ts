import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import { printable } from '../reports/printable'
import { quantity } from '../reports/quantity-text'
import type { Failure } from '../shell/failure'
import { failure } from '../shell/failure'
import type { ChangedFile, CommitFacts } from './commit-facts'
import { changedFiles, commitFacts, parentsOf } from './commit-facts'
import type { HuntedPart, Trial } from './commit-trial'
import { tryCommit } from './commit-trial'
import type { Hunted } from './first-bad-commit'
import { firstBadCommit } from './first-bad-commit'
import { canExecute } from './other-side'
import type { Alike, Parting } from './parting'
import { partingOf, usualAtOnceMax } from './parting'
import { foldedPartingOf } from './folded-parting'
import type { CommitRange, Repository } from './repository'
import { SideFailed } from './side'
import type { SideReplay } from './side-replay'
import type { SoundJournal } from './sound-journal'
import { GitFailed, withWorkshop } from './workshop'

/** What a search for a commit is about. */
export type CommitHunt = {
  readonly journal: SoundJournal
  readonly repository: Repository
  readonly range: CommitRange
  readonly part: HuntedPart
  /** A command that builds a checkout, in the stead of its own scripts. */
  readonly buildCommand: string | null
  readonly follows: 'all parents' | 'first parents'
  /** Hears how it goes, a sentence at a time. */
  readonly onStep: (says: string) => void
}

/** The first commit that does not replay the journal any more, and what it changed. */
export type FoundCommit = {
  readonly commit: CommitFacts
  readonly files: ReadonlyArray<ChangedFile>
  readonly replay: SideReplay
  /** Commits that could not be tried, and may be the first bad one in its stead. */
  readonly unfit: ReadonlyArray<CommitFacts>
  /** Where it parts from the commit before it, or the last good one; `null` where not known. */
  readonly parting: Parting | Alike | null
  readonly tried: ReadonlyArray<{ readonly commit: string; readonly replay: SideReplay }>
}

/** Tries commits between a good one and a bad one until the first bad one is known. */
export const huntCommit = async (hunt: CommitHunt): Promise<Either<Failure, FoundCommit>> => {
  const { repository, buildCommand } = hunt
  return withWorkshop(repository, buildCommand, async (workshop) => {
    const trials = new Map<string, Trial>()
    const tried = async (commit: string): Promise<Trial> => {
      const builds = buildCommand === null ? 'what is missing' : 'always'
      const trial = await tryCommit(workshop, hunt.part, hunt.journal.path, commit, builds)
      trials.set(commit, trial)
      hunt.onStep(stepText(await commitFacts(repository, commit), trial.replay))
      if (trial.replay.verdict === 'unfit') workshop.drop(trial.tree)
      return trial
    }
    const wrong = (await wrongGood(hunt, tried)) ?? (await wrongBad(hunt, tried))
    if (wrong !== null) return left(wrong)
    const { range } = hunt
    const found = await firstBadCommit(range.good, range.bad, {
      candidates: candidatesIn(hunt),
      judge: async (commit) => (await tried(commit)).replay.verdict,
      onLeft: (commits, steps) => {
        hunt.onStep(`${quantity(commits, 'commit')} left to try, about ${quantity(steps, 'step')}`)
      },
    })
    return right(await foundCommit(hunt, found, trials))
  })
}

const stepText = ({ hash, subject }: CommitFacts, replay: SideReplay): string =>
  `${hash.slice(0, 10)} ${printable(subject)}: ${verdictText(replay)}`

/** How a commit's replay went, in a few words. */
export const verdictText = ({ verdict, line, field, kind, says }: SideReplay): string => {
  if (verdict === 'equal') return 'replays it'
  if (verdict === 'unfit') return `cannot be tried: ${printable(says.split('\n')[0] ?? '')}`
  const what = field === null ? (kind ?? 'other') : `field ${field}`
  return `diverges at line ${String(line ?? 0)}, ${printable(what)}`
}

type Tried = (commit: string) => Promise<Trial>

const wrongGood = async ({ range, journal }: CommitHunt, tried: Tried): Promise<Failure | null> => {
  const { replay } = await tried(range.good)
  if (replay.verdict === 'equal') return null
  const name = `${range.good.slice(0, 10)}, which is to be good,`
  return replay.verdict === 'unfit'
    ? failure('Failed', `${name} ${verdictText(replay)}.`)
    : failure('Usage', `Error: --git: ${name} ${verdictText(replay)} of ${journal.path}.`)
}

const wrongBad = async ({ range, journal }: CommitHunt, tried: Tried): Promise<Failure | null> => {
  const { replay } = await tried(range.bad)
  if (replay.verdict === 'diverged') return null
  const name = `${range.bad.slice(0, 10)}, which is to be bad,`
  return replay.verdict === 'unfit'
    ? failure('Failed', `${name} ${verdictText(replay)}.`)
    : failure('Usage', `Error: --git: ${name} replays ${journal.path} byte for byte.`)
}

/** Git sorts what may be the first bad commit by how well it halves the rest. */
const candidatesIn =
  ({ repository: { git }, follows }: CommitHunt) =>
  async (bad: string, goods: ReadonlyArray<string>): Promise<ReadonlyArray<string>> => {
    const parents = follows === 'first parents' ? ['--first-parent'] : []
    const range = [bad, ...goods.map((good) => `^${good}`)]
    const listed = await git('rev-list', '--bisect-all', ...parents, ...range)
    if (listed.code !== 0) throw new GitFailed(`git rev-list: ${listed.stderr.trim()}`)
    const commits = listed.stdout.split('\n').map((row) => row.split(' ')[0] ?? '')
    return commits.filter((commit) => commit !== '' && commit !== bad)
  }

const foundCommit = async (
  hunt: CommitHunt,
  { bad, goods, unfit }: Hunted,
  trials: ReadonlyMap<string, Trial>,
): Promise<FoundCommit> => {
  const { repository } = hunt
  const parents = await parentsOf(repository, bad)
  const before = goods.find((good) => parents.includes(good)) ?? goods.at(-1)
  const [one, other] = [trials.get(before ?? ''), trials.get(bad)]
  const unfitFacts: Array<CommitFacts> = []
  for (const commit of unfit) unfitFacts.push(await commitFacts(repository, commit))
  return {
    commit: await commitFacts(repository, bad),
    files: await changedFiles(repository, bad),
    replay: other?.replay ?? { ...none, line: null, field: null, kind: null, json: {} },
    unfit: unfitFacts,
    parting: one === undefined || other === undefined ? null : await parted(hunt, one, other),
    tried: [...trials.values()].map(({ commit, replay }) => ({ commit, replay })),
  }
}

const none = { verdict: 'unfit', says: '' } as const

const quietly = { atOnceMax: usualAtOnceMax, onInput: () => undefined }

/** Where the state first goes another way; what cannot be had is left out. */
const parted = async (
  { journal, onStep, part }: CommitHunt,
  one: Trial,
  other: Trial,
): Promise<Parting | Alike | null> => {
  onStep(`comparing the states of ${one.side.name} and ${other.side.name}`)
  const sides = [one.side, other.side] as const
  try {
    const isAble =
      part.kind === 'strategy' ||
      ((await canExecute(one.side.program)) && (await canExecute(other.side.program)))
    if (isAble) return await partingOf(journal, sides, quietly)
    const folded = await foldedPartingOf(journal, sides, quietly.onInput)
    return isLeft(folded) ? null : folded.right
  } catch (error) {
    if (!(error instanceof SideFailed)) throw error
    return null
  }
}
