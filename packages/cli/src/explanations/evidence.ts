import type { FileFailure } from '@shadowtape/adapters'
import type { Either } from 'fp-ts/Either'
import { isLeft, right } from 'fp-ts/Either'

import type { PassingLine } from '../journals/each-line'
import { eachLine } from '../journals/each-line'
import type { LineFields } from '../journals/line-text'
import { offsetOfSeq } from '../journals/locate'

/** A line that another was judged on; of a fill, what it was worth at the horizon judged. */
export type Evidence = { readonly fields: LineFields; readonly markout: LineFields | null }

/** The lines that a line names as what it was judged on: the window of a freeze, or of an edge. */
export const evidenceOf = (
  path: string,
  line: LineFields,
): Either<FileFailure, ReadonlyArray<Evidence>> => {
  const search = evidenceSearch(line)
  if (search === null) return right([])
  const offset = offsetOfSeq(path, search.first)
  if (isLeft(offset)) return offset
  const read = eachLine({ path, from: offset.right, onLine: search.onLine })
  return isLeft(read) ? read : right(search.found())
}

/** Looks for what a line was judged on, among the lines from the first of it on. */
export type EvidenceSearch = {
  readonly first: number
  readonly onLine: (line: PassingLine) => 'go on' | 'stop'
  readonly found: () => ReadonlyArray<Evidence>
}

/** Begins to look for what a line was judged on; `null` where it names nothing. */
export const evidenceSearch = (line: LineFields): EvidenceSearch | null => {
  const seqs = windowOf(line)
  const [first] = seqs
  if (first === undefined) return null
  const wanted = new Set(seqs)
  const named: Array<LineFields> = []
  const markouts = new Map<number, LineFields>()
  return {
    first,
    onLine: ({ envelope: { seq, cause, type }, isSound, fields }) => {
      if (seq >= Number(line['seq'])) return 'stop'
      const isMarkout = type === 'MarkoutMeasured' && cause !== null && wanted.has(cause)
      const said = (isMarkout || wanted.has(seq)) && isSound() ? fields() : null
      if (said === null) return 'go on'
      if (!isMarkout) named.push(said)
      else if (said['horizonUs'] === line['horizonUs']) markouts.set(cause, said)
      return 'go on'
    },
    found: () =>
      named.map((fields) => ({ fields, markout: markouts.get(Number(fields['seq'])) ?? null })),
  }
}

/** The `seq` of each line in a window, rising; none where a line has no window. */
const windowOf = ({ windowSeqs }: LineFields): ReadonlyArray<number> =>
  typeof windowSeqs === 'string' && /^\d+(,\d+)*$/.test(windowSeqs)
    ? windowSeqs
        .split(',')
        .map(Number)
        .sort((a, b) => a - b)
    : []
