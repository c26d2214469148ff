import type { FileFailure } from '@shadowtape/adapters'
import { readBlocks } from '@shadowtape/adapters'
import { crcFault, knownDialects, newEnvelope, newViewer, readEnvelope } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, right } from 'fp-ts/Either'

import type { LineFields } from '../journals/line-text'
import { fieldsOfText, textOfLine } from '../journals/line-text'
import { offsetOfSeq } from '../journals/locate'

/** A line that another was judged on; of a fill, what it was worth at the horizon judged. */
export type Evidence = { readonly fields: LineFields; readonly markout: LineFields | null }

/** The lines that a line names as what it was judged on: the window of a freeze, or of an edge. */
export const evidenceOf = (
  path: string,
  line: LineFields,
): Either<FileFailure, ReadonlyArray<Evidence>> => {
  const seqs = windowOf(line)
  const [first] = seqs
  if (first === undefined) return right([])
  const offset = offsetOfSeq(path, first)
  if (isLeft(offset)) return offset
  const wanted = new Set(seqs)
  const named: Array<LineFields> = []
  const markouts = new Map<number, LineFields>()
  const envelope = newEnvelope()
  const viewOf = newViewer()
  const take = (b: Buffer, start: number, end: number): boolean => {
    const v = viewOf(b)
    if (!readEnvelope(b, v, start, end, envelope, knownDialects.names)) return true
    const { seq, cause, type } = envelope
    if (seq >= Number(line['seq'])) return false
    const isMarkout = type === 'MarkoutMeasured' && cause !== null && wanted.has(cause)
    if (!(isMarkout || wanted.has(seq)) || crcFault(b, v, start, end) !== null) return true
    const fields = fieldsOfText(textOfLine(b, start, end))
    if (fields === null) return true
    if (!isMarkout) named.push(fields)
    else if (fields['horizonUs'] === line['horizonUs']) markouts.set(cause, fields)
    return true
  }
  const read = readBlocks(
    path,
    (b, start, end) => {
      for (let p = start; p < end;) {
        const newline = b.indexOf(10, p)
        if (!take(b, p, newline)) return 'stop'
        p = newline + 1
      }
      return 'go on'
    },
    undefined,
    offset.right,
  )
  if (isLeft(read)) return read
  return right(
    named.map((fields) => ({ fields, markout: markouts.get(Number(fields['seq'])) ?? null })),
  )
}

/** The `seq` of each line in a window, rising; none where a line has no window. */
const windowOf = ({ windowSeqs }: LineFields): ReadonlyArray<number> =>
  typeof windowSeqs === 'string' && /^\d+(,\d+)*$/.test(windowSeqs)
    ? windowSeqs
        .split(',')
        .map(Number)
        .sort((a, b) => a - b)
    : []
