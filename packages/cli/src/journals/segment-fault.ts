import { isRunDirectory, newSha256, segmentNumber, segmentPaths } from '@shadowtape/adapters'
import { isLeft } from 'fp-ts/Either'

import { linesAt } from './locate'
import { fieldsOfText } from './line-text'

/** A segment that does not stand where it should, and what is wrong. */
export type SegmentFault = {
  readonly path: string
  readonly kind: 'segment-missing' | 'segment-misplaced' | 'segment-foreign'
  readonly says: string
}

/**
 * What is wrong with the segments of a run directory as such: one is missing, stands in another's
 * place, or is of another recording. What is in them is for others to check.
 */
export const segmentFaults = (path: string): ReadonlyArray<SegmentFault> => {
  if (!isRunDirectory(path)) return []
  const faults: Array<SegmentFault> = []
  let origin: string | null = null
  let due = 1
  for (const segment of segmentPaths(path)) {
    const number = segmentNumber(segment) ?? 0
    if (number !== due) {
      const last = number - 1
      const missing = last === due ? `segment ${due} is` : `segments ${due} to ${last} are`
      faults.push({ path: segment, kind: 'segment-missing', says: `${missing} missing before it` })
    }
    due = number + 1
    const first = linesAt(segment, 0, 1)
    const line = isLeft(first) ? undefined : first.right[0]
    const fields = line === undefined ? null : fieldsOfText(line.toString())
    if (line === undefined || fields === null) continue
    const is = fields['type'] === 'SegmentOpened' ? Number(fields['segment']) : 1
    if (is !== number)
      faults.push({
        path: segment,
        kind: 'segment-misplaced',
        says: `it is segment ${is} by its first line`,
      })
    if (is === 1) origin ??= originOf(line)
    else if (origin !== null && fields['origin'] !== origin)
      faults.push({ path: segment, kind: 'segment-foreign', says: 'it is of another recording' })
  }
  return faults
}

const originOf = (line: Buffer): string => {
  const hasher = newSha256()
  hasher.update(line)
  return hasher.hex()
}
