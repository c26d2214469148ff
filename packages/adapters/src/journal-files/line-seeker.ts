import type { Either } from 'fp-ts/Either'
import { left, right } from 'fp-ts/Either'

import type { ByteSource } from './byte-source'
import { openSource } from './byte-source'
import type { FileFailure } from './file-failure'
import { fileFailure } from './file-failure'

/** A whole line `[start, end)` of a file, newline excluded; its bytes are lent. */
export type FoundLine = { readonly b: Buffer; readonly start: number; readonly end: number }

/**
 * Finds, by bisection, the byte where the first line begins that is not before what is looked for;
 * the file's size where all are. `isBefore` says so of a line, and `null` of one that it cannot
 * read, which is then passed over. The lines must be in order.
 */
export const seekLine = (
  path: string,
  isBefore: (line: FoundLine) => boolean | null,
): Either<FileFailure, number> => reading(path, (source) => bisected(source, isBefore))

/** The last line that `isLine` says is one, copied, or `null` where there is none. */
export const lastLine = (
  path: string,
  isLine: (line: FoundLine) => boolean,
): Either<FileFailure, Buffer | null> =>
  reading(path, (source) => {
    const size = source.size()
    for (let window = nearBytes; ; window *= 4) {
      const from = Math.max(0, size - window)
      let last: Buffer | null = null
      for (const line of linesFrom(source, from, from > 0))
        if (isLine(line)) last = Buffer.from(line.b.subarray(line.start, line.end))
      if (last !== null || from === 0) return last
    }
  })

const reading = <T>(path: string, look: (source: ByteSource) => T): Either<FileFailure, T> => {
  let source: ByteSource
  try {
    source = openSource(path)
  } catch (error) {
    return left(fileFailure(path, 'open', error))
  }
  try {
    return right(look(source))
  } catch (error) {
    return left(fileFailure(path, 'read', error))
  } finally {
    source.close()
  }
}

const bisected = (source: ByteSource, isBefore: (line: FoundLine) => boolean | null): number => {
  const size = source.size()
  let low = 0
  let high = size
  // all lines that begin before `low` are before what is looked for; none from `high` on is
  while (high - low > nearBytes) {
    const middle = low + Math.floor((high - low) / 2)
    const judged = firstJudged(source, middle, high, isBefore)
    if (judged?.isBefore === true) low = judged.next
    else high = middle
  }
  return linear(source, low, size, isBefore)
}

/** Closer than this, lines are looked at one by one. */
const nearBytes = 1 << 16

type Judged = { readonly at: number; readonly next: number; readonly isBefore: boolean }

/** The first line behind a byte that can be judged, where there is one before `stop`. */
const firstJudged = (
  source: ByteSource,
  from: number,
  stop: number,
  isBefore: (line: FoundLine) => boolean | null,
): Judged | null => {
  for (const line of linesFrom(source, from, from > 0)) {
    if (line.at >= stop) return null
    const before = isBefore(line)
    if (before !== null)
      return { at: line.at, next: line.at + line.end - line.start + 1, isBefore: before }
  }
  return null
}

const linear = (
  source: ByteSource,
  from: number,
  size: number,
  isBefore: (line: FoundLine) => boolean | null,
): number => {
  for (const line of linesFrom(source, from, false)) if (isBefore(line) === false) return line.at
  return size
}

/** Whole lines from a byte on, with where they begin; the first may be one that began before. */
function* linesFrom(
  source: ByteSource,
  from: number,
  isInLine: boolean,
): Generator<FoundLine & { readonly at: number }> {
  let buffer = Buffer.alloc(0)
  let at = isInLine ? from - 1 : from
  let isSkipping = isInLine
  let readAt = at
  for (;;) {
    const chunk = Buffer.allocUnsafe(nearBytes)
    const size = source.read(chunk, 0, chunk.length, readAt)
    if (size === 0) return
    readAt += size
    buffer = Buffer.concat([buffer, chunk.subarray(0, size)])
    let start = 0
    for (;;) {
      const newline = buffer.indexOf(10, start)
      if (newline < 0) break
      if (!isSkipping) yield { b: buffer, start, end: newline, at: at + start }
      isSkipping = false
      start = newline + 1
    }
    at += start
    buffer = buffer.subarray(start)
  }
}
