import type { FileFailure } from '@shadowtape/adapters'
import { newSha256, readBlocks } from '@shadowtape/adapters'
import type { ReplayStop, Strategy } from '@shadowtape/core'
import { reExecution } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, right } from 'fp-ts/Either'

/** How the replay of a journal that was just written came out. */
export type OwnReplay = {
  readonly lines: number
  readonly inputs: number
  /** Where it stopped being the same; `null` when it never did. */
  readonly stop: ReplayStop | null
}

/** Re-executes a journal whose strategy is known, and compares every byte. */
export const replayOwn = (path: string, strategy: Strategy): Either<FileFailure, OwnReplay> => {
  const replay = reExecution({
    newHasher: newSha256,
    strategyFor: () => strategy,
    isEqual: (a, b) => Buffer.compare(a, b) === 0,
  })
  const found: { stop: ReplayStop | null } = { stop: null }
  const read = readBlocks(path, (b, start, end) => {
    found.stop = replay.block(b, start, end)
    return found.stop === null ? 'go on' : 'stop'
  })
  if (isLeft(read)) return read
  const stop = found.stop ?? replay.end()
  return right({ lines: replay.linesEqual(), inputs: replay.inputs(), stop })
}
