import type { FileFailure } from '@shadowtape/adapters'
import { newSha256, openBlocks, zlibCrc } from '@shadowtape/adapters'
import type { Entry, FaultAt, LineFault } from '@shadowtape/core'
import { bytesChecker, entryOf, lineCodec } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, right } from 'fp-ts/Either'

import { codecOf } from '../journals/codec-of'
import type { SoundLine } from './export-sink'

/** How far the reading came: lines taken, and the fault that ended it. */
export type EntriesRead = { readonly lines: number; readonly fault: FaultAt | null }

/**
 * Reads the first `bytes` of a journal, which are whole lines, and hands each line on as it is
 * found sound; `between` blocks it waits, and stops where that says so.
 */
export const readEntries = async (
  path: string,
  bytes: number,
  onLine: (line: SoundLine) => LineFault | null,
  between: (bytes: number) => Promise<'go on' | 'stop'>,
): Promise<Either<FileFailure, EntriesRead>> => {
  const reader = openBlocks(path)
  if (isLeft(reader)) return reader
  let codec = lineCodec()
  const checker = bytesChecker(newSha256, zlibCrc, (b, v, start, envelope, end) => {
    if (envelope.seq === 1) codec = codecOf(b, start, end)
    const message = codec.message(b, v, envelope, end)
    const entry: Either<LineFault, Entry> =
      message === null ? codec.decode(b, start, end, 'trust') : right(entryOf(envelope, message))
    if (isLeft(entry)) return entry.left
    return onLine({ entry: entry.right, b: b as Buffer, start, end, scales: codec.scales })
  })
  try {
    for (let rest = bytes; rest > 0;) {
      const next = reader.right.next()
      if (isLeft(next)) return next
      if (next.right === null) break
      const { b, start, end } = next.right
      const fault = checker.block(b, start, Math.min(end, start + rest))
      rest -= end - start
      if (fault !== null) return right({ lines: checker.found.lines, fault })
      if ((await between(reader.right.bytes())) === 'stop') break
    }
    return right({ lines: checker.found.lines, fault: null })
  } finally {
    reader.right.close()
  }
}
