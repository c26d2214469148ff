import { isLeft } from 'fp-ts/Either'

import type { Outcome } from '../shell/outcome'
import { failedOutcome } from '../shell/outcome'
import { foreignFailure } from './journal-failure'
import { linesAt } from './locate'
import { fileOutcome } from './scan-outcome'

/** Why a file cannot be looked into at all: it cannot be read, or is no journal; or `null`. */
export const foreignOutcome = (path: string): Outcome | null => {
  const lines = linesAt(path, 0, 1)
  if (isLeft(lines)) return fileOutcome(path, lines.left)
  const foreign = foreignFailure(path, lines.right[0] ?? Buffer.alloc(0))
  return foreign === null ? null : failedOutcome(path, 'not a journal', foreign)
}
