import type { FileFailure } from '@shadowtape/adapters'
import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

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
  const causes = causesUp(path, line)
  for (;;) {
    const step = causes.next()
    if (step.done === true) return step.value === null ? right(chain) : left(step.value)
    chain.unshift(step.value)
  }
}

/** The lines that led to one, the nearest first; returns why no more can be read, or `null`. */
export function* causesUp(
  path: string,
  line: LineFields,
): Generator<LineFields, FileFailure | null> {
  let at = line
  for (let told = 1; told < causesMax; told++) {
    const { seq, cause } = at
    // a journal may be damaged: what is not before its consequence is no cause
    if (typeof cause !== 'number' || cause >= Number(seq)) return null
    const before = lineOfSeq(path, cause)
    if (isLeft(before)) return before.left
    if (before.right === null) return null
    at = before.right
    yield at
  }
  return null
}
