import { fileFailureText } from '@shadowtape/adapters'
import type { TimestampUs } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import { eachLine } from '../journals/each-line'
import { offsetOfSeq } from '../journals/locate'
import { grouped } from '../reports/quantity-text'
import type { Failure } from '../shell/failure'
import { failure } from '../shell/failure'

/** The line of a recorded session before which it goes on otherwise, and when that came in. */
export type TurningPoint = { readonly line: number; readonly at: TimestampUs }

/**
 * The first input at line `from` or after it, and before the end: what came of the one before it,
 * timers included, is as it was recorded.
 */
export const turningPoint = (path: string, from: number): Either<Failure, TurningPoint> => {
  const offset = offsetOfSeq(path, from)
  if (isLeft(offset)) return left(failure('Failed', `${fileFailureText(offset.left)}.`))
  let found = null as TurningPoint | null
  const read = eachLine({
    path,
    from: offset.right,
    onLine: ({ envelope: { seq, at, cause }, fields }) => {
      if (cause !== null || seq < from) return 'go on'
      const isEnd = fields()?.['type'] === 'CloseSession'
      if (!isEnd) found = { line: seq, at: at as TimestampUs }
      return 'stop'
    },
  })
  if (isLeft(read)) return left(failure('Failed', `${fileFailureText(read.left)}.`))
  if (found !== null) return right(found)
  const says = `--from ${grouped(from)}: nothing comes into ${path} at that line or after it.`
  return left(failure('Usage', says))
}
