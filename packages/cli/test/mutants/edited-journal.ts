import { createHash } from 'node:crypto'

import { messageName, noDigest } from '@shadowtape/core'

import { withCrc } from '../support/resealed'

/** A line's fields by name, in order. */
export type Fields = Record<string, unknown>

/** How much an editor knew: nothing, CRCs and numbers, or seals as well. */
export type Care = 'plainly' | 'with new CRCs' | 'sealed anew'

/** An edit of a list of lines; lines that are not touched stay the same objects. */
export type Edit = (lines: ReadonlyArray<Fields>) => ReadonlyArray<Fields>

/** The lines of a journal as fields. */
export const fieldsIn = (journal: string): ReadonlyArray<Fields> =>
  journal
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Fields)

/** A journal that somebody edited, with more or less care. */
export const editedJournal = (journal: string, edit: Edit, care: Care): string => {
  const was = fieldsIn(journal)
  const is = edit(was)
  if (care === 'plainly') return is.map(lineOf).join('')
  const numbered = renumbered(was, is)
  return (care === 'sealed anew' ? sealed(numbered) : numbered).map(crcLine).join('')
}

const lineOf = (fields: Fields): string => `${JSON.stringify(fields)}\n`
const crcLine = (fields: Fields): string => withCrc(lineOf(fields))

/** Gives lines their numbers in order, and causes those of the lines they meant. */
const renumbered = (
  was: ReadonlyArray<Fields>,
  is: ReadonlyArray<Fields>,
): ReadonlyArray<Fields> => {
  const places = new Map<unknown, number>()
  is.forEach(({ seq }, i) => {
    if (!places.has(seq)) places.set(seq, i + 1)
  })
  const causes = new Map(was.map(({ seq, cause }) => [seq, cause]))
  const causeOf = (cause: unknown): unknown => {
    if (cause === null || cause === undefined) return null
    return places.get(cause) ?? causeOf(causes.get(cause))
  }
  return is.map((fields, i) => ({ ...fields, seq: i + 1, cause: causeOf(fields['cause']) }))
}

const sealed = (lines: ReadonlyArray<Fields>): ReadonlyArray<Fields> => {
  let chain = createHash('sha256').update(noDigest)
  let [since, bytes] = [0, 0]
  return lines.map((fields, i) => {
    const type = messageName(String(fields['type']))
    const made = { ...fields }
    if (type === 'Sealed') Object.assign(made, { lines: since, bytes, digest: chain.digest('hex') })
    if (type === 'SessionClosed') Object.assign(made, { lines: i + 1, digest: chain.digest('hex') })
    if (type === 'Sealed') {
      chain = createHash('sha256').update(String(made['digest']))
      ;[since, bytes] = [0, 0]
    }
    const line = crcLine(made)
    if (type !== 'SessionClosed') chain.update(line)
    since += 1
    bytes += Buffer.byteLength(line)
    return made
  })
}
