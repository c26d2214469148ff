import type { FileFailure } from '@shadowtape/adapters'
import { newSha256, readBlocks, zlibCrc } from '@shadowtape/adapters'
import type { FaultAt, State } from '@shadowtape/core'
import { foldOf, knownDialects } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, right } from 'fp-ts/Either'

import type { ReplaySubject } from '../replays/replay-subject'
import type { Restored } from './restored'
import { latestSnapshot } from './restored'

/**
 * Folds a journal, from the nearest snapshot on, and lends its state after each of some lines, in
 * their order; returns the fault that ended it earlier, or `null`. Lines are counted, as in
 * `stateAt`: none behind the last is looked at. The snapshot's own line is not among them.
 */
export const statesAt = (
  path: string,
  { strategy }: Pick<ReplaySubject, 'strategy'>,
  seqs: ReadonlyArray<number>,
  onState: (state: State, seq: number) => void,
): Either<FileFailure, FaultAt | null> => {
  const [first = 1] = seqs
  const restored = latestSnapshot(path, first - 1, () => undefined)
  return isLeft(restored) ? restored : statesFrom(path, strategy, restored.right, seqs, onState)
}

/** The same from a snapshot, or from the first line on where that is `null`. */
export const statesFrom = (
  path: string,
  strategy: ReplaySubject['strategy'],
  restored: Restored | null,
  seqs: ReadonlyArray<number>,
  onState: (state: State, seq: number) => void,
): Either<FileFailure, FaultAt | null> => {
  const fold = foldOf(newSha256, () => strategy, zlibCrc, knownDialects, restored)
  let seq = restored?.state.seq ?? 0
  let next = 0
  let fault = null as FaultAt | null
  const read = readBlocks(
    path,
    (b, start, end) => {
      for (let from = start, p = start; p < end && fault === null && next < seqs.length;) {
        p = b.indexOf(10, p) + 1
        seq += 1
        const isWanted = seq === seqs[next]
        if (!isWanted && p < end) continue
        fault = fold.block(b, from, p)
        from = p
        if (!isWanted || fault !== null) continue
        onState(fold.state, seq)
        next += 1
      }
      return fault === null && next < seqs.length ? 'go on' : 'stop'
    },
    undefined,
    restored?.offset ?? 0,
  )
  return isLeft(read) ? read : right(fault)
}
