import type { FileFailure, FoundLine } from '@shadowtape/adapters'
import { lastLine, readBlocks, seekLine } from '@shadowtape/adapters'
import type { Envelope } from '@shadowtape/core'
import { knownDialects, newEnvelope, newViewer, readEnvelope } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, right } from 'fp-ts/Either'

/** The byte where the first line with a seq of no less begins; the file's size for none. */
export const offsetOfSeq = (path: string, seq: number): Either<FileFailure, number> =>
  offsetBehind(path, (envelope) => envelope.seq < seq)

/** The byte where the first line that was said after a time begins; the file's size for none. */
export const offsetAfter = (path: string, at: number): Either<FileFailure, number> =>
  offsetBehind(path, (envelope) => envelope.at <= at)

const offsetBehind = (
  path: string,
  isBefore: (envelope: Envelope) => boolean,
): Either<FileFailure, number> => {
  const look = envelopes()
  return seekLine(path, (line) => {
    const envelope = look(line)
    return envelope === null ? null : isBefore(envelope)
  })
}

/** The seq of a journal's last whole line; 0 where there is none. */
export const lastSeq = (path: string): Either<FileFailure, number> => {
  const look = envelopes()
  const line = lastLine(path, (found) => look(found) !== null)
  if (isLeft(line)) return line
  return right(line.right === null ? 0 : (look(wholeOf(line.right))?.seq ?? 0))
}

/** The whole lines from a byte on, newlines included, at most so many. */
export const linesAt = (
  path: string,
  offset: number,
  linesMax: number,
): Either<FileFailure, ReadonlyArray<Buffer>> => {
  const lines: Array<Buffer> = []
  const read = readBlocks(
    path,
    (b, start, end) => {
      for (let p = start; p < end && lines.length < linesMax;) {
        const newline = b.indexOf(10, p)
        lines.push(Buffer.from(b.subarray(p, newline + 1)))
        p = newline + 1
      }
      return lines.length < linesMax ? 'go on' : 'stop'
    },
    undefined,
    offset,
  )
  return isLeft(read) ? read : right(lines)
}

/** The seq of a line's bytes, or `null` where they are no line of a journal. */
export const seqOfLine = (line: Buffer): number | null =>
  envelopes()(wholeOf(line.subarray(0, -1)))?.seq ?? null

const wholeOf = (b: Buffer): FoundLine => ({ b, start: 0, end: b.length })

const envelopes = () => {
  const envelope = newEnvelope()
  const viewOf = newViewer()
  return ({ b, start, end }: FoundLine) =>
    readEnvelope(b, viewOf(b), start, end, envelope, knownDialects.names) ? envelope : null
}
