import type { FileFailure } from '@shadowtape/adapters'
import type { Either } from 'fp-ts/Either'
import { isLeft, right } from 'fp-ts/Either'

import type { LineFields } from '../journals/line-text'
import { lineOfSeq } from './line-of-seq'

/** More than this are said of no line: a chain of causes ends at what came in. */
const causesMax = 10_000

/** The lines that led to one, what came in first and the line itself last. */
export const causesOf = (
  path: string,
  line: LineFields,
): Either<FileFailure, ReadonlyArray<LineFields>> => {
  const chain = [line]
  for (let [at] = chain; at !== undefined && chain.length < causesMax; [at] = chain) {
    const { seq, cause } = at
    // a journal may be damaged: what is not before its consequence is no cause
    if (typeof cause !== 'number' || cause >= Number(seq)) break
    const before = lineOfSeq(path, cause)
    if (isLeft(before)) return before
    if (before.right === null) break
    chain.unshift(before.right)
  }
  return right(chain)
}
