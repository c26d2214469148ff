import type { FileFailure } from '@shadowtape/adapters'
import { newSha256, readBlocks, zlibCrc } from '@shadowtape/adapters'
import type { Checked, Checkpoints, FaultAt, Strategy } from '@shadowtape/core'
import { foldOf } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, right } from 'fp-ts/Either'

/** How a fold of a file went. */
export type FoldRun = {
  readonly found: Checked
  readonly fault: FaultAt | null
  /** What stopped the reducers, and at which seq. */
  readonly crash: { readonly seq: number; readonly says: string } | null
  readonly stateDigest: string
  readonly checkpoints: Checkpoints
  readonly tornBytes: number
}

/** Reduces what a journal recorded, to its end or to the first fault. */
export const foldJournal = (
  path: string,
  strategy: Strategy,
  onProgress: (bytes: number, bytesTotal: number) => void,
): Either<FileFailure, FoldRun> => {
  const fold = foldOf(newSha256, () => strategy, zlibCrc)
  let fault = null as FaultAt | null
  let crash = null as FoldRun['crash']
  const read = readBlocks(
    path,
    (b, start, end) => {
      try {
        fault = fold.block(b, start, end)
      } catch (error) {
        const says = error instanceof Error ? error.message : String(error)
        crash = { seq: fold.state.seq, says }
      }
      return fault === null && crash === null ? 'go on' : 'stop'
    },
    onProgress,
  )
  if (isLeft(read)) return read
  const closed = fold.found.closed
  const isClosedAsSaid = closed !== null && fault === null && crash === null
  return right({
    found: fold.found,
    fault,
    crash,
    stateDigest: isClosedAsSaid ? closed.stateDigest : fold.stateDigest(),
    checkpoints: fold.checkpoints,
    tornBytes: read.right.tornBytes,
  })
}
