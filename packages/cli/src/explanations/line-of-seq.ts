import type { FileFailure } from '@shadowtape/adapters'
import { crcFault, viewOf } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, right } from 'fp-ts/Either'

import type { LineFields } from '../journals/line-text'
import { fieldsOfText } from '../journals/line-text'
import { linesAt, offsetOfSeq } from '../journals/locate'

/**
 * A line's fields by its `seq`, looked for by bisection; `null` where there is no such line, or
 * where its CRC says that it is another than was written.
 */
export const lineOfSeq = (path: string, seq: number): Either<FileFailure, LineFields | null> => {
  const offset = offsetOfSeq(path, seq)
  if (isLeft(offset)) return offset
  const lines = linesAt(path, offset.right, 1)
  if (isLeft(lines)) return lines
  const [line = Buffer.alloc(0)] = lines.right
  const fields = fieldsOfText(line.toString())
  const isSound = crcFault(line, viewOf(line), 0, line.length - 1) === null
  return right(isSound && fields?.['seq'] === seq ? fields : null)
}
