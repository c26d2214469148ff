import type { FileFailure } from '@shadowtape/adapters'
import type { Either } from 'fp-ts/Either'
import { isLeft, right } from 'fp-ts/Either'

import { eachSoundLine } from '../journals/each-line'
import type { LineFields } from '../journals/line-text'
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
  const seqs = new Set<number>()
  const lines: Array<LineFields> = []
  const read = eachSoundLine({
    path,
    from: offset.right,
    onProgress,
    onLine: ({ envelope: { seq: own, cause, type }, includes, fields }) => {
      const follows = type === 'Delivered' || type === 'MarkoutMeasured'
      const isOf = follows ? cause !== null && seqs.has(cause) : includes(named)
      const said = isOf ? fields() : null
      // what only mentions such an id in a text is not about the order
      if (said === null || (!follows && said['orderId'] !== orderId)) return 'go on'
      seqs.add(own)
      lines.push(said)
      return 'go on'
    },
  })
  if (isLeft(read)) return read
  const asked = askedBy(path, lines[0])
  if (isLeft(asked)) return asked
  return right({ lines: [...asked.right, ...lines], ...read.right })
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
