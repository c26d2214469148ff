import { readBlocks } from '@shadowtape/adapters'
import { isLeft } from 'fp-ts/Either'

import type { Outcome } from '../shell/outcome'
import { failedOutcome } from '../shell/outcome'
import { foreignFailure } from './journal-failure'
import { fileOutcome } from './scan-outcome'

/** Why a file cannot be looked into at all: it cannot be read, or is no journal; or `null`. */
export const foreignOutcome = (path: string): Outcome | null => {
  let first = Buffer.alloc(0)
  const read = readBlocks(path, (b, start) => {
    first = Buffer.from(b.subarray(start, b.indexOf(10, start) + 1))
    return 'stop'
  })
  if (isLeft(read)) return fileOutcome(path, read.left)
  const foreign = foreignFailure(path, first)
  return foreign === null ? null : failedOutcome(path, 'not a journal', foreign)
}
