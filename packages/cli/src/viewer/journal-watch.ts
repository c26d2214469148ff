import { statSync } from 'node:fs'

import type { ByteSource } from '@shadowtape/adapters'
import {
  fileFailure,
  fileFailureText,
  isRunDirectory,
  lastLine,
  segmentPaths,
  withSource,
} from '@shadowtape/adapters'
import { crcFault, knownDialects, newEnvelope, newViewer, readEnvelope } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, left, right } from 'fp-ts/Either'

import { linesAt, offsetOfSeq } from '../journals/locate'

/** How far a journal goes by now: its last sound line, and all its bytes. */
export type JournalEnd = {
  readonly last: number
  readonly lastAt: number
  readonly bytes: number
  readonly isClosed: boolean
}

/** Looks again and again at a journal that may still be written to. */
export type JournalWatch = {
  /** How far it goes; or, in a sentence, that it cannot be read or is another by now. */
  readonly look: () => Either<string, JournalEnd>
}

/** Bytes of a journal that stay what they are for as long as it is the same one. */
type Kept = { readonly offset: number; readonly bytes: Buffer }

/** What was found at the last look, and what the files were like. */
type Seen = { readonly files: string; readonly end: JournalEnd; readonly kept: ReadonlyArray<Kept> }

/**
 * Watches a journal. It has become another where its first line is, or the last line of an earlier
 * look is no longer where it was; from then on it stays refused.
 */
export const watchJournal = (path: string): JournalWatch => {
  let seen: Seen | null = null
  let isOther = false
  return {
    look: () => {
      if (isOther) return left(otherText(path))
      const files = filesOf(path)
      if (isLeft(files)) return files
      if (seen?.files === files.right) return right(seen.end)
      const kept = seen?.kept ?? []
      const found = withSource(path, (source) => kept.every((each) => isThere(source, each)))
      if (isLeft(found)) return left(`${fileFailureText(found.left)}.`)
      isOther = !found.right
      if (isOther) return left(otherText(path))
      const next = seenNow(path, files.right)
      if (isLeft(next)) return next
      seen = next.right
      return right(seen.end)
    },
  }
}

const otherText = (path: string): string =>
  `${path} is no longer the journal that was opened: it was replaced or cut. Open it anew.`

/** Which files there are, how large, and when they were written to. */
const filesOf = (path: string): Either<string, string> => {
  try {
    return right((isRunDirectory(path) ? segmentPaths(path) : [path]).map(fileText).join())
  } catch (error) {
    return left(`${fileFailureText(fileFailure(path, 'open', error))}.`)
  }
}

const fileText = (path: string): string => {
  const { dev, ino, size, mtimeMs } = statSync(path)
  return [path, dev, ino, size, mtimeMs].join(':')
}

const isThere = (source: ByteSource, { offset, bytes }: Kept): boolean => {
  const found = Buffer.alloc(bytes.length)
  for (let filled = 0; filled < found.length;) {
    const read = source.read(found, filled, found.length - filled, offset + filled)
    if (read === 0) return false
    filled += read
  }
  return found.equals(bytes)
}

const seenNow = (path: string, files: string): Either<string, Seen> => {
  const end = endOf(path)
  if (isLeft(end)) return end
  const kept: Array<Kept> = []
  for (const seq of new Set([1, end.right.last])) {
    const offset = offsetOfSeq(path, seq)
    if (isLeft(offset)) return left(`${fileFailureText(offset.left)}.`)
    const lines = linesAt(path, offset.right, 1)
    if (isLeft(lines)) return left(`${fileFailureText(lines.left)}.`)
    const [bytes] = lines.right
    if (bytes !== undefined) kept.push({ offset: offset.right, bytes })
  }
  return right({ files, end: end.right, kept })
}

const endOf = (path: string): Either<string, JournalEnd> => {
  const envelope = newEnvelope()
  const viewOf = newViewer()
  const { names } = knownDialects
  let last = { last: 0, lastAt: 0, isClosed: false }
  const found = lastLine(path, ({ b, start, end }) => {
    const v = viewOf(b)
    if (!readEnvelope(b, v, start, end, envelope, names)) return false
    if (crcFault(b, v, start, end) !== null) return false
    const { seq, at, type } = envelope
    last = { last: seq, lastAt: at, isClosed: type === 'SessionClosed' }
    return true
  })
  if (isLeft(found)) return left(`${fileFailureText(found.left)}.`)
  const bytes = withSource(path, (source) => source.size())
  return isLeft(bytes)
    ? left(`${fileFailureText(bytes.left)}.`)
    : right({ ...last, bytes: bytes.right })
}
