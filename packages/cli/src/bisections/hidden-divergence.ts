import type { FileFailure } from '@shadowtape/adapters'
import type { Divergence, ReplayStop } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, right } from 'fp-ts/Either'

import { reExecuteJournal } from '../journals/re-execute-journal'
import type { ReplaySubject } from '../replays/replay-subject'
import type { BeforeApart } from './checkpoint'
import { beforeApart } from './checkpoint'
import type { Alike, Looked, Parting } from './parting'
import { isParting, partingOf, unsteadyParting } from './parting'
import type { RecordedState } from './recorded-state'
import { againstRecorded } from './recorded-state'
import type { How, Side } from './side'
import { ownProgram } from './side'
import type { SoundJournal } from './sound-journal'

/** How a replay goes: the first line that is not as recorded, and what is before it. */
export type Replayed = { readonly divergence: Divergence; readonly before: BeforeApart }

/** What a journal says by itself of where its session now goes another way. */
export type HiddenDivergence = {
  readonly journal: SoundJournal
  readonly replayed: Replayed | null
  /** The state that was kept for the line that differs, where one was. */
  readonly recorded: RecordedState | null
  /** Two executions in processes of their own: apart, they are not deterministic. */
  readonly fresh: Parting | Alike | null
  /** An execution and a second one in the same process. */
  readonly again: Parting | Alike
  /** What is decided anew, and what the recorded lines fold to. */
  readonly folded: Parting | Alike | null
}

/** What is asked of one journal. */
export type Bisection = {
  readonly journal: SoundJournal
  readonly subject: ReplaySubject
  /** Where the strategy is, if not where the header says. */
  readonly strategy: string | null
  readonly onBytes: (bytes: number, bytesTotal: number) => void
  readonly looked: Looked
}

/**
 * Finds what can be known from the journal alone: where its session now differs from what was
 * recorded, and whether the engine and the strategy agree with themselves.
 */
export const hiddenDivergence = async (
  asked: Bisection,
): Promise<Either<FileFailure | Unreadable, HiddenDivergence>> => {
  const { journal, subject, strategy, onBytes, looked } = asked
  const ran = reExecuteJournal({ ...subject, path: journal.path, out: null, onProgress: onBytes })
  if (isLeft(ran)) return ran
  const { stop, linesEqual } = ran.right
  if (stop?.type === 'Unreadable') return { _tag: 'Left', left: stop }
  const replayed = replayedOf(journal, stop, linesEqual)
  if (isLeft(replayed)) return replayed
  const sideOf = (how: How, name: string): Side => ({ name, how, program: ownProgram(), strategy })
  const executed = sideOf('executed', 'first run')
  const again = await partingOf(journal, [executed, sideOf('again', 'second run')], looked)
  const another = sideOf('executed', 'another run')
  const fresh = isParting(again)
    ? await unsteadyParting(journal, [executed, another], looked.onInput)
    : null
  const folded = isParting(fresh)
    ? null
    : await partingOf(
        journal,
        [sideOf('executed', 'decided anew'), sideOf('folded', 'folded')],
        looked,
      )
  const { right: found } = replayed
  const place = { path: journal.path, bytes: journal.bytes, strategy: subject.strategy }
  const recorded = found === null ? null : againstRecorded(place, found.divergence.line)
  return right({ journal, replayed: found, recorded, fresh, again, folded })
}

/** A line that cannot be read though its bytes are sound. */
export type Unreadable = Extract<ReplayStop, { type: 'Unreadable' }>

const replayedOf = (
  { path, lines, isCutShort }: SoundJournal,
  stop: ReplayStop | null,
  linesEqual: number,
): Either<FileFailure, Replayed | null> => {
  // a session that stopped where its engine still stops was cut short there, and is as recorded
  if (stop?.type !== 'Diverged' || (isCutShort && linesEqual === lines)) return right(null)
  const { divergence } = stop
  const before = beforeApart(path, divergence.line)
  return isLeft(before) ? before : right({ divergence, before: before.right })
}
