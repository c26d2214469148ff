import type { FileFailure } from '@shadowtape/adapters'
import { readBlocks } from '@shadowtape/adapters'
import { crcFault, knownDialects, newEnvelope, newViewer, readEnvelope } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, right } from 'fp-ts/Either'

import type { LineFields } from '../journals/line-text'
import { fieldsOfText, textOfLine } from '../journals/line-text'
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

/** Lines that say how a journal is kept: nothing that was decided. */
const keeping: ReadonlySet<string> = new Set([
  'Sealed',
  'SegmentOpened',
  'SnapshotTaken',
  'SessionClosed',
])

/** Follows a line forward to the journal's end; memory holds a number for each consequence. */
export const consequencesOf = (
  path: string,
  seq: number,
  linesMax: number,
  onProgress: (bytes: number, bytesTotal: number) => void,
): Either<FileFailure, Consequences> => {
  const offset = offsetOfSeq(path, seq + 1)
  if (isLeft(offset)) return offset
  const depths = new Map([[seq, 0]])
  const lines: Array<Consequence> = []
  const counts: Record<string, number> = {}
  let damaged = 0
  const envelope = newEnvelope()
  const viewOf = newViewer()
  const read = readBlocks(
    path,
    (b, start, end) => {
      const v = viewOf(b)
      for (let p = start; p < end;) {
        const newline = b.indexOf(10, p)
        const [from, to] = [p, newline]
        p = newline + 1
        const isSound =
          readEnvelope(b, v, from, to, envelope, knownDialects.names) &&
          crcFault(b, v, from, to) === null
        if (!isSound) {
          damaged += 1
          continue
        }
        const { cause, type } = envelope
        const before = cause === null ? undefined : depths.get(cause)
        if (before === undefined || keeping.has(type)) continue
        depths.set(envelope.seq, before + 1)
        counts[type] = (counts[type] ?? 0) + 1
        if (lines.length >= linesMax) continue
        const fields = fieldsOfText(textOfLine(b, from, to))
        if (fields !== null) lines.push({ depth: before + 1, fields })
      }
      return 'go on'
    },
    onProgress,
    offset.right,
  )
  return isLeft(read) ? read : right({ lines: inTreeOrder(lines), counts, damaged })
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
