import type { FileFailure } from '@shadowtape/adapters'
import { messageName, noDigest } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, right } from 'fp-ts/Either'

import { eachLine } from '../journals/each-line'

/** A line that says what the state was just before it. */
export type Checkpoint = { readonly line: number; readonly type: string }

/** What stands before a line: the last checkpoint, and how many lines came in. */
export type BeforeApart = {
  readonly checkpoint: Checkpoint | null
  readonly inputs: number
}

/** Looks through the lines before one that is replayed otherwise; all of them are equal. */
export const beforeApart = (path: string, line: number): Either<FileFailure, BeforeApart> => {
  let checkpoint = null as Checkpoint | null
  let inputs = 0
  const read = eachLine({
    path,
    onLine: ({ envelope, includes, fields }) => {
      if (envelope.seq >= line) return 'stop'
      if (envelope.cause === null) inputs += 1
      if (!includes('"stateDigest":"')) return 'go on'
      const { stateDigest } = fields() ?? {}
      if (stateDigest !== noDigest)
        checkpoint = { line: envelope.seq, type: messageName(envelope.type) }
      return 'go on'
    },
  })
  return isLeft(read) ? read : right({ checkpoint, inputs })
}
