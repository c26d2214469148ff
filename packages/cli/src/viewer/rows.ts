import { processRedactor } from '@shadowtape/adapters'

import { typeOf } from '../journals/line-text'
import type { LineFields } from '../journals/line-text'
import { messageText } from '../reports/message-text'
import { clipped, printable } from '../reports/printable'
import type { Way } from '../steps/line-search'
import type { Ongoing } from '../steps/ongoing'
import type { LineFilter } from './line-filter'
import { linesBeside } from './lines-beside'
import type { Row, Rows } from './view-data'
import type { Viewing } from './viewing'

/** Which lines are asked for. */
export type RowsAsked = {
  readonly from: number
  readonly way: Way
  readonly count: number
  readonly where: LineFilter
}

/** So many lines are looked at for one page of rows. */
export const rowsLooked = 65_536

/** Of a line so much is told in a row. */
const saysMax = 1_000

/** A line as a list shows it. What is secret in it is hidden before words are made of it. */
export const rowOf = (fields: LineFields): Row => ({
  seq: Number(fields['seq']),
  at: Number(fields['at']),
  cause: typeof fields['cause'] === 'number' ? fields['cause'] : null,
  type: printable(typeOf(fields)),
  says: clipped(messageText(withoutSecrets(fields)), saysMax),
})

const withoutSecrets = (fields: LineFields): LineFields =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      typeof value === 'string' ? processRedactor.text(value) : value,
    ]),
  )

/** The next rows after a line, or those before it, that a filter lets pass. */
export function* rowsBeside(
  { path, end }: Viewing,
  { from: asked, way, count, where }: RowsAsked,
): Ongoing<Rows> {
  const { last } = end()
  const from = Math.min(asked, way === 'next' ? last : last + 1)
  const edge =
    way === 'next'
      ? Math.min(last, from + rowsLooked)
      : Math.max(Math.min(1, from), from - rowsLooked)
  const stretch = where.isEmpty ? count : 1_024
  const found = yield* linesBeside(
    { path, from, to: edge, way, count, stretch },
    where.passes,
    ({ fields }) => fields(),
  )
  const rows = found.flatMap((fields) => (fields === null ? [] : [rowOf(fields)]))
  const farthest = way === 'next' ? rows.at(-1) : rows[0]
  const until = rows.length === count && farthest !== undefined ? farthest.seq : edge
  return { rows, until, isEnd: way === 'next' ? until >= last : until <= 1 }
}
