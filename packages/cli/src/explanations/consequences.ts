import type { FileFailure } from '@shadowtape/adapters'
import type { Either } from 'fp-ts/Either'
import { isLeft, right } from 'fp-ts/Either'

import type { PassingLine } from '../journals/each-line'
import { eachSoundLine } from '../journals/each-line'
import { isKeeping } from '../journals/is-keeping'
import type { LineFields } from '../journals/line-text'
import { offsetOfSeq } from '../journals/locate'

/** A line that would not be there without another, and how many steps lie between them. */
export type Consequence = { readonly depth: number; readonly fields: LineFields }

/** What came of a line: the first so many of its consequences, and how many there are, by type. */
export type Consequences = {
  readonly lines: ReadonlyArray<Consequence>
  readonly counts: Readonly<Record<string, number>>
  /** Lines that cannot be read, so that nobody knows whose consequences they are. */
  readonly damaged: number
}

/** Follows a line forward to the journal's end; memory holds a number for each consequence. */
export const consequencesOf = (
  path: string,
  seq: number,
  linesMax: number,
  onProgress: (bytes: number, bytesTotal: number) => void,
): Either<FileFailure, Consequences> => {
  const offset = offsetOfSeq(path, seq + 1)
  if (isLeft(offset)) return offset
  const { onLine, found } = followed(seq, linesMax)
  const read = eachSoundLine({
    path,
    from: offset.right,
    onProgress,
    onLine: (line) => {
      onLine(line)
      return 'go on'
    },
  })
  return isLeft(read) ? read : right({ ...found(), ...read.right })
}

/** A line that is followed, as the sound lines behind it pass. */
export type Followed = {
  readonly onLine: (line: Pick<PassingLine, 'envelope' | 'fields'>) => void
  readonly found: () => Omit<Consequences, 'damaged'>
  /** Whether a line with this cause is a consequence. */
  readonly isOf: (cause: number | null) => boolean
  readonly count: () => number
}

/** Begins to follow a line, of whose consequences the first so many are kept. */
export const followed = (seq: number, linesMax: number): Followed => {
  const depths = new Map([[seq, 0]])
  const lines: Array<Consequence> = []
  const counts: Record<string, number> = {}
  return {
    onLine: ({ envelope, fields }) => {
      const { cause, type } = envelope
      const before = cause === null ? undefined : depths.get(cause)
      if (before === undefined || isKeeping(type)) return
      depths.set(envelope.seq, before + 1)
      counts[type] = (counts[type] ?? 0) + 1
      const said = lines.length < linesMax ? fields() : null
      if (said !== null) lines.push({ depth: before + 1, fields: said })
    },
    found: () => ({ lines: inTreeOrder(lines), counts }),
    isOf: (cause) => cause !== null && depths.has(cause),
    count: () => depths.size - 1,
  }
}

/** Each line behind what caused it, and before what that caused later. */
const inTreeOrder = (lines: ReadonlyArray<Consequence>): ReadonlyArray<Consequence> => {
  const children = new Map<number, Array<Consequence>>()
  const own = new Set(lines.map(({ fields }) => Number(fields['seq'])))
  const roots: Array<Consequence> = []
  for (const line of lines) {
    const cause = Number(line.fields['cause'])
    const siblings = own.has(cause) ? (children.get(cause) ?? []) : roots
    siblings.push(line)
    if (siblings !== roots) children.set(cause, siblings)
  }
  const ordered: Array<Consequence> = []
  // not by recursion: a chain may be longer than a stack
  const waiting = roots.toReversed()
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    ordered.push(next)
    waiting.push(...(children.get(Number(next.fields['seq'])) ?? []).toReversed())
  }
  return ordered
}
