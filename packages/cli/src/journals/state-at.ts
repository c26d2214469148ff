import type { FileFailure } from '@shadowtape/adapters'
import { newSha256, readBlocks, zlibCrc } from '@shadowtape/adapters'
import type { FaultAt, State } from '@shadowtape/core'
import { foldOf, knownDialects } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, right } from 'fp-ts/Either'

import type { ReplaySubject } from '../replays/replay-subject'
import type { Restored } from './restored'
import { latestSnapshot } from './restored'

/** The state after a line, and how it was come by. */
export type StateAt = {
  readonly state: State
  /** The line that named the snapshot it was folded from; `null` for from the first line on. */
  readonly snapshot: number | null
  readonly linesFolded: number
  /** What is wrong with a line on the way; the state is then the one before it. */
  readonly fault: FaultAt | null
}

/**
 * The state after line `seq`, folded from the latest snapshot before it; all lines from there on
 * are checked as they pass. Throws what the reducers throw.
 */
export const stateAt = (
  path: string,
  { strategy }: Pick<ReplaySubject, 'strategy'>,
  seq: number,
  warn: (text: string) => void,
): Either<FileFailure, StateAt> => {
  const restored = latestSnapshot(path, seq, warn)
  return isLeft(restored) ? restored : foldedUpTo(path, strategy, restored.right, seq)
}

/**
 * Which line is the one is counted, and not looked for by what lines say: no line behind it is
 * looked at, whatever became of it, and a damaged `seq` leads nowhere else.
 */
const foldedUpTo = (
  path: string,
  strategy: ReplaySubject['strategy'],
  restored: Restored | null,
  seq: number,
): Either<FileFailure, StateAt> => {
  const before = restored?.state.seq ?? 0
  const fold = foldOf(newSha256, () => strategy, zlibCrc, knownDialects, restored)
  let fault = null as FaultAt | null
  let left = seq - before
  const read =
    left === 0
      ? right(undefined)
      : readBlocks(
          path,
          (b, start, blockEnd) => {
            let end = start
            for (; left > 0 && end < blockEnd; left--) end = b.indexOf(10, end) + 1
            fault = fold.block(b, start, end)
            return fault === null && left > 0 ? 'go on' : 'stop'
          },
          undefined,
          restored?.offset ?? 0,
        )
  if (isLeft(read)) return read
  const { state } = fold
  return right({
    state,
    snapshot: restored === null ? null : before + 1,
    linesFolded: state.seq - before,
    fault,
  })
}
