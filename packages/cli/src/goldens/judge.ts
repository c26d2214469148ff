import { renameSync, rmSync } from 'node:fs'

import { fileFailure, fileFailureText } from '@shadowtape/adapters'
import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import { newSuffix } from './case-file'
import { readGolden } from './read-golden'

/** Puts a new value in the place of the old one, if it is a golden. */
export const accepted = (pending: string): Either<string, void> => {
  const golden = readGolden(pending)
  if (isLeft(golden)) return golden
  return tried(pending, () => {
    renameSync(pending, pending.slice(0, -newSuffix.length))
  })
}

/** Takes a new value away. */
export const rejected = (pending: string): Either<string, void> =>
  tried(pending, () => {
    rmSync(pending)
  })

const tried = (path: string, work: () => void): Either<string, void> => {
  try {
    work()
    return right(undefined)
  } catch (error) {
    return left(fileFailureText(fileFailure(path, 'write', error)))
  }
}
