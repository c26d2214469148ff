import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import { causesUp } from '../explanations/causes'
import type { Evidence } from '../explanations/evidence'
import { evidenceSearch } from '../explanations/evidence'
import { soundLineOfSeq } from '../explanations/line-of-seq'
import { JournalUnread } from '../journals/journal-unread'
import type { LineFields } from '../journals/line-text'
import { grouped } from '../reports/quantity-text'
import type { Ongoing } from '../steps/ongoing'
import { passingFrom } from './passing-turns'
import type { Refusal } from './refusal'
import { notThere } from './refusal'
import { rowOf } from './rows'
import { changesOf } from './state-changes'
import { toldText } from './told-text'
import type { LineFacts, Row } from './view-data'
import type { Viewing } from './viewing'

/** A line's text is told so far; no line of ours comes near it. */
const textMax = 1 << 20

/** So many causes are told, the nearest of them. */
const causesMax = 1_000

/** So many lines that it was judged on are told. */
const evidenceMax = 500

/** All that is told of a line. */
export function* lineFacts(viewing: Viewing, seq: number): Ongoing<Either<Refusal, LineFacts>> {
  const line = soundLine(viewing, seq)
  if (isLeft(line)) return line
  const { text, fields } = line.right
  const causes = yield* causesBefore(viewing.path, fields)
  const evidence = yield* evidenceBefore(viewing.path, fields)
  return right({
    ...{ row: rowOf(fields), text: toldText(text, textMax), causes },
    fields: text.length > textMax ? envelopeOf(fields) : fields,
    evidence: evidence.slice(0, evidenceMax).map((each) => ({
      line: rowOf(each.fields),
      markout: each.markout === null ? null : rowOf(each.markout),
    })),
    evidenceCount: evidence.length,
    ...(yield* changesOf(viewing, seq)),
  })
}

/** A line that is what was written, or why there is none to tell of. */
export const soundLine = (
  { path, end }: Viewing,
  seq: number,
): Either<Refusal, { readonly text: string; readonly fields: LineFields }> => {
  const { last } = end()
  const found = soundLineOfSeq(path, seq)
  if (isLeft(found)) throw new JournalUnread(path, found.left)
  if (found.right !== null) return right(found.right)
  return left(
    notThere(
      seq < 1 || seq > last
        ? `there is no line ${grouped(seq)}; the last is ${grouped(last)}`
        : `line ${grouped(seq)} is not what was written`,
    ),
  )
}

const envelopeOf = ({ seq, at, cause, type }: LineFields): LineFields => ({ seq, at, cause, type })

/** What came in first. */
function* causesBefore(path: string, line: LineFields): Ongoing<ReadonlyArray<Row>> {
  const rows: Array<Row> = []
  const causes = causesUp(path, line)
  while (rows.length < causesMax) {
    const step = causes.next()
    if (step.done !== true) rows.push(rowOf(step.value))
    else if (step.value === null) break
    else throw new JournalUnread(path, step.value)
    yield { done: rows.length, total: causesMax }
  }
  return rows.reverse()
}

function* evidenceBefore(path: string, line: LineFields): Ongoing<ReadonlyArray<Evidence>> {
  const search = evidenceSearch(line)
  if (search === null) return []
  yield* passingFrom(path, search.first, search.onLine)
  return search.found()
}
