import type { FileFailure } from '@shadowtape/adapters'
import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import { eachLine } from '../journals/each-line'
import { journalFailure } from '../journals/journal-failure'
import { scanJournal } from '../journals/scan-journal'
import { damageOutcome, fileOutcome } from '../journals/scan-outcome'
import type { CliEnv } from '../shell/cli-env'
import type { Outcome } from '../shell/outcome'
import { progressOn } from '../shell/progress'

/** A journal whose bytes are sound as far as they go. */
export type SoundJournal = {
  readonly path: string
  readonly bytes: number
  readonly lines: number
  /** What came in, the header among it. */
  readonly inputs: number
  /** It has no end: it was cut short, or is still being written. */
  readonly isCutShort: boolean
}

/** Checks a journal's bytes: between damaged lines no state has a meaning. */
export const soundJournal = (path: string, env: CliEnv): Either<Outcome, SoundJournal> => {
  const progress = progressOn(env, 'verifying')
  const scan = scanJournal(path, progress.tick)
  progress.finish()
  if (isLeft(scan)) return left(fileOutcome(path, scan.left))
  const { found } = scan.right
  const failed = journalFailure(path, scan.right)
  if (failed !== null && failed.verdict !== 'cut short') return left(damageOutcome(path, failed))
  const inputs = inputsOf(path, found.lines)
  if (isLeft(inputs)) return left(fileOutcome(path, inputs.left))
  const { bytes, lines } = found
  return right({ path, bytes, lines, inputs: inputs.right, isCutShort: failed !== null })
}

const inputsOf = (path: string, lines: number): Either<FileFailure, number> => {
  let inputs = 0
  const read = eachLine({
    path,
    onLine: ({ envelope }) => {
      if (envelope.cause === null) inputs += 1
      return envelope.seq < lines ? 'go on' : 'stop'
    },
  })
  return isLeft(read) ? read : right(inputs)
}
