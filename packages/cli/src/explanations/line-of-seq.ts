import type { FileFailure } from '@shadowtape/adapters'
import { crcFault, viewOf } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, right } from 'fp-ts/Either'

import type { LineFields } from '../journals/line-text'
import { fieldsOfText, textOfLine } from '../journals/line-text'
import { linesAt, offsetOfSeq } from '../journals/locate'

/**
 * A line's fields by its `seq`, looked for by bisection; `null` where there is no such line, or
 * where its CRC says that it is another than was written.
 */
export const lineOfSeq = (path: string, seq: number): Either<FileFailure, LineFields | null> => {
  const found = soundLineOfSeq(path, seq)
  return isLeft(found) ? found : right(found.right?.fields ?? null)
}

/** A line's text, without its newline, and its fields; `null` as for `lineOfSeq`. */
export const soundLineOfSeq = (
  path: string,
  seq: number,
): Either<FileFailure, { readonly text: string; readonly fields: LineFields } | null> => {
  const offset = offsetOfSeq(path, seq)
  if (isLeft(offset)) return offset
  const lines = linesAt(path, offset.right, 1)
  if (isLeft(lines)) return lines
  const [line = Buffer.alloc(0)] = lines.right
  const text = textOfLine(line, 0, Math.max(0, line.length - 1))
  const fields = fieldsOfText(text)
  const isSound = crcFault(line, viewOf(line), 0, line.length - 1) === null
  return right(isSound && fields?.['seq'] === seq ? { text, fields } : null)
}
