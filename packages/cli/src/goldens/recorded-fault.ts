import { fileFailureText, readBlocks } from '@shadowtape/adapters'
import { isLeft } from 'fp-ts/Either'

import { fieldsOfText, textOfLine } from '../journals/line-text'
import { printable } from '../reports/printable'
import type { Golden } from './golden'
import type { ProjectionPlan } from './projection'
import { newProjection } from './projection'

/** Which of a journal's lines a case is of. */
export type RecordedPart = {
  readonly behind: number
  /** When the case starts, where that is not with the first line. */
  readonly startAt: number | null
  readonly isWhole: boolean
  /** Whether the journal has its end; one that was cut short lost some of what was said last. */
  readonly isClosed: boolean
}

/**
 * Says where a golden is not what was recorded; `null` where it is. Behind its last input a case
 * has nothing, where the session may have said more before the next one came in.
 */
export const recordedFault = (
  journal: string,
  { lines }: Golden,
  plan: ProjectionPlan,
  { behind, startAt, isWhole, isClosed }: RecordedPart,
): string | null => {
  let projection = null as ReturnType<typeof newProjection> | null
  let [seq, next] = [0, 0]
  let says = null as string | null
  const read = readBlocks(journal, (b, start, end) => {
    for (let p = start; p < end;) {
      const newline = b.indexOf(10, p)
      seq += 1
      if (seq > behind) {
        const fields = fieldsOfText(textOfLine(b, p, newline)) ?? {}
        projection ??= newProjection(startAt ?? Number(fields['at']), plan)
        const recorded = projection.line(fields)
        if (recorded !== null && next < lines.length) {
          if (recorded !== lines[next]) says = differentAt(seq, recorded, lines[next])
          next += 1
        } else if (recorded !== null && isWhole) says = differentAt(seq, recorded, undefined)
      }
      if (says !== null || (next === lines.length && !isWhole)) return 'stop'
      p = newline + 1
    }
    return 'go on'
  })
  if (isLeft(read)) return fileFailureText(read.left)
  const isMissing = isClosed && next < lines.length
  return says ?? (isMissing ? differentAt(seq + 1, null, lines[next]) : null)
}

const differentAt = (seq: number, recorded: string | null, now: string | undefined): string =>
  [
    `from seq ${String(seq)} on:`,
    `  recorded  ${printable(recorded ?? '(no line)')}`,
    `  now       ${printable(now ?? '(no line)')}`,
  ].join('\n')
