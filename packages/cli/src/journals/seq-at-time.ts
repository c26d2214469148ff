import type { FileFailure } from '@shadowtape/adapters'
import type { Either } from 'fp-ts/Either'
import { isLeft, right } from 'fp-ts/Either'

import type { TypedTime } from '../shell/time-option'
import { fieldsOfText } from './line-text'
import { lastSeq, linesAt, offsetAfter, seqOfLine } from './locate'

/** The last line that was said up to a time; 0 where the journal begins after it. */
export const seqAtTime = (
  path: string,
  { us, from }: TypedTime,
): Either<FileFailure, number> => {
  const start = from === 'start' ? startOf(path) : right(0)
  if (isLeft(start)) return start
  const offset = offsetAfter(path, start.right + us)
  if (isLeft(offset)) return offset
  const next = linesAt(path, offset.right, 1)
  if (isLeft(next)) return next
  const line = next.right[0]
  const behind = line === undefined ? null : seqOfLine(line)
  return behind === null ? lastSeq(path) : right(behind - 1)
}

const startOf = (path: string): Either<FileFailure, number> => {
  const first = linesAt(path, 0, 1)
  if (isLeft(first)) return first
  const fields = fieldsOfText(first.right[0]?.toString() ?? '')
  return right(Number(fields?.['at'] ?? 0))
}
