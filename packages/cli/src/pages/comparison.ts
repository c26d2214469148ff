import type { FileFailure } from '@shadowtape/adapters'
import type { Either } from 'fp-ts/Either'
import { isLeft, right } from 'fp-ts/Either'

import { diffJournals } from '../diffs/diff-journals'
import { diffText } from '../reports/diff-report'
import type { Comparison } from './report-data'

/** So many differences are shown; all are counted. */
const differencesMax = 200

/** Columns of a row as text. */
const columns = 160

/** How two journals differ, as `shadowtape diff` finds it. */
export const comparisonOf = (
  a: string,
  b: string,
  onProgress: (bytes: number, bytesTotal: number) => void,
): Either<FileFailure, Comparison> => {
  const found = diffJournals(a, b, differencesMax, onProgress)
  if (isLeft(found)) return found
  const { inputs, count, differences, settings } = found.right
  return right({
    isEqual: count === 0 && inputs.removed === 0 && inputs.added === 0,
    settings: settings.map((one) => [one.name, textOf(one.a), textOf(one.b)]),
    rows: diffText({ a, b, diff: found.right, states: null }, columns).trimEnd().split('\n'),
    more: count - differences.length,
  })
}

const textOf = (value: unknown): string => {
  if (value === undefined) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}
