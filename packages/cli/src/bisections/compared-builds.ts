import type { FileFailure } from '@shadowtape/adapters'
import type { Either } from 'fp-ts/Either'
import { isLeft, right } from 'fp-ts/Either'

import { foldedPartingOf } from './folded-parting'
import type { OtherSide } from './other-side'
import type { Alike, Looked, Parting } from './parting'
import { partingOf } from './parting'
import type { Side } from './side'
import { ownProgram } from './side'
import type { SideReplay } from './side-replay'
import { replayBy } from './side-replay'
import type { SoundJournal } from './sound-journal'

/** Two builds or strategies over one journal: who replays it, and where they part. */
export type ComparedBuilds = {
  readonly journal: SoundJournal
  readonly sides: readonly [Side, Side]
  readonly replays: readonly [SideReplay, SideReplay]
  /** `null` where one of them cannot replay the journal at all. */
  readonly parting: Parting | Alike | null
  /** One of them is too old to say what it decides, so both folded what was recorded. */
  readonly isFolded: boolean
}

/** Holds what runs here against another build, or another version of the strategy. */
export const comparedBuilds = async (
  journal: SoundJournal,
  strategy: string | null,
  { side: other, canExecute }: OtherSide,
  looked: Looked,
): Promise<Either<FileFailure, ComparedBuilds>> => {
  const name = other.strategy === strategy ? 'this build' : 'this strategy'
  const own: Side = { name, how: 'executed', program: ownProgram(), strategy }
  const sides = [own, other] as const
  const [one, two] = await Promise.all([
    replayBy(own.program, journal.path, own.strategy),
    replayBy(other.program, journal.path, other.strategy),
  ])
  const facts = { journal, sides, replays: [one, two] as const, isFolded: !canExecute }
  if (one.verdict === 'unfit' || two.verdict === 'unfit') return right({ ...facts, parting: null })
  const parting = canExecute
    ? right(await partingOf(journal, sides, looked))
    : await foldedPartingOf(journal, sides, looked.onInput)
  return isLeft(parting) ? parting : right({ ...facts, parting: parting.right })
}
