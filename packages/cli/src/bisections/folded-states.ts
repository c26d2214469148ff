import type { FileFailure } from '@shadowtape/adapters'
import { newSha256 } from '@shadowtape/adapters'
import { dialectNamed, knownDialects, stateDigest } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, right } from 'fp-ts/Either'

import { statesFrom } from '../journals/states-at'
import type { Executed } from './executed-states'
import { stateSeen } from './executed-states'
import type { StatePoint, StoppedAt } from './state-point'

/**
 * Reduces what was recorded, from the first line on, and hands on the states after some lines. It
 * ends where a recorded state is another than the lines fold to.
 */
export const foldedStates = (
  { path, strategy }: Omit<Executed, 'bytes'>,
  seqs: ReadonlyArray<number>,
  isWhole: boolean,
  onPoint: (point: StatePoint) => void,
): Either<FileFailure, StoppedAt | null> => {
  let input = 0
  try {
    const read = statesFrom(path, strategy, null, seqs, (state, seq) => {
      input += 1
      const dialect = dialectNamed(knownDialects, state.config?.catalogue ?? '')
      const digest = stateDigest(newSha256, state, dialect)
      const point = { input, line: seq, at: state.at, seq, state: digest as string, said: null }
      onPoint(isWhole ? { ...point, value: stateSeen(state, dialect) } : point)
    })
    return isLeft(read) ? read : right(null)
  } catch (error) {
    const stopped = error instanceof Error ? error.message : String(error)
    return right({ input: input + 1, line: seqs[input] ?? 0, stopped })
  }
}
