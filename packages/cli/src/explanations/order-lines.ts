import type { FileFailure } from '@shadowtape/adapters'
import { readBlocks } from '@shadowtape/adapters'
import { crcFault, knownDialects, newEnvelope, newViewer, readEnvelope } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, right } from 'fp-ts/Either'

import type { LineFields } from '../journals/line-text'
import { fieldsOfText, textOfLine } from '../journals/line-text'
import { offsetOfSeq } from '../journals/locate'
import { lineOfSeq } from './line-of-seq'

/** Every line about an order that was placed by line `seq`, and how many could not be read. */
export type OrderLines = { readonly lines: ReadonlyArray<LineFields>; readonly damaged: number }

/**
 * An order's lines: what asked for it, what names it, when we heard of that, and what its fills
 * were worth later.
 */
export const orderLines = (
  path: string,
  orderId: string,
  seq: number,
  onProgress: (bytes: number, bytesTotal: number) => void,
): Either<FileFailure, OrderLines> => {
  const offset = offsetOfSeq(path, seq)
  if (isLeft(offset)) return offset
  const named = `"orderId":${JSON.stringify(orderId)}`
  const own = new Set<number>()
  const lines: Array<LineFields> = []
  let damaged = 0
  const envelope = newEnvelope()
  const viewOf = newViewer()
  const look = (b: Buffer, start: number, end: number): void => {
    const v = viewOf(b)
    const isSound =
      readEnvelope(b, v, start, end, envelope, knownDialects.names) &&
      crcFault(b, v, start, end) === null
    if (!isSound) {
      damaged += 1
      return
    }
    const { cause, type } = envelope
    const follows = type === 'Delivered' || type === 'MarkoutMeasured'
    const isOf = follows ? cause !== null && own.has(cause) : b.subarray(start, end).includes(named)
    if (!isOf) return
    const fields = fieldsOfText(textOfLine(b, start, end))
    // what only mentions such an id in a text is not about the order
    if (fields === null || (!follows && fields['orderId'] !== orderId)) return
    own.add(envelope.seq)
    lines.push(fields)
  }
  const read = readBlocks(
    path,
    (b, start, end) => {
      for (let p = start; p < end;) {
        const newline = b.indexOf(10, p)
        look(b, p, newline)
        p = newline + 1
      }
      return 'go on'
    },
    onProgress,
    offset.right,
  )
  if (isLeft(read)) return read
  const asked = askedBy(path, lines[0])
  if (isLeft(asked)) return asked
  return right({ lines: [...asked.right, ...lines], damaged })
}

/** The line that asked for an order, where it is one of its own. */
const askedBy = (
  path: string,
  placed: LineFields | undefined,
): Either<FileFailure, ReadonlyArray<LineFields>> => {
  const cause = placed?.['cause']
  if (typeof cause !== 'number' || placed?.['type'] !== 'OrderPlaced') return right([])
  const line = lineOfSeq(path, cause)
  if (isLeft(line)) return line
  return right(line.right === null ? [] : [line.right])
}
