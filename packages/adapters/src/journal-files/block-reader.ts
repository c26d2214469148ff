import type { Either } from 'fp-ts/Either'
import { left, right } from 'fp-ts/Either'

import type { ByteSource } from './byte-source'
import { openSource } from './byte-source'
import type { FileFailure } from './file-failure'
import { fileFailure } from './file-failure'

/** Whole lines `[start, end)` of a file. The bytes are lent until the next block is asked for. */
export type Block = { readonly b: Buffer; readonly start: number; readonly end: number }

/**
 * Reads a file a block of whole lines at a time, in memory that does not grow with it. At the
 * file's end `next` gives `null`; asked again later it goes on where the file has grown.
 */
export type BlockReader = {
  readonly next: () => Either<FileFailure, Block | null>
  /** Bytes read so far, those behind the last newline included. */
  readonly bytes: () => number
  /** What was read behind the last newline; lent until the next block is asked for. */
  readonly torn: () => Buffer
  /** How large the file is now. */
  readonly size: () => number
  readonly close: () => void
}

const chunkSize = 1 << 18

/** A line longer than this is no line of ours, and is not given room. */
const lineBytesMax = 1 << 26

/** Opens a file or a run directory to be read in blocks, from a byte that begins a line. */
export const openBlocks = (path: string, from = 0): Either<FileFailure, BlockReader> => {
  try {
    return right(blockReader(path, openSource(path), from))
  } catch (error) {
    return left(fileFailure(path, 'open', error))
  }
}

const blockReader = (path: string, source: ByteSource, begin: number): BlockReader => {
  let buffer: Buffer = Buffer.allocUnsafe(chunkSize * 2)
  let from = 0
  let filled = 0
  let bytes = 0
  const next = (): Block | null => {
    buffer.copyWithin(0, from, filled)
    filled -= from
    from = 0
    for (;;) {
      if (filled > lineBytesMax) throw Object.assign(new Error(), { code: 'LINE_TOO_LONG' })
      buffer = withRoom(buffer, filled)
      const size = source.read(buffer, filled, chunkSize, begin + bytes)
      if (size === 0) return null
      bytes += size
      const newline = buffer.subarray(filled, filled + size).lastIndexOf(10)
      const end = filled + newline + 1
      filled += size
      if (newline < 0) continue
      from = end
      return { b: buffer, start: 0, end }
    }
  }
  return {
    next: () => {
      try {
        return right(next())
      } catch (error) {
        return left(fileFailure(path, 'read', error))
      }
    },
    bytes: () => bytes,
    torn: () => buffer.subarray(from, filled),
    size: source.size,
    close: source.close,
  }
}

const withRoom = (buffer: Buffer, filled: number): Buffer => {
  if (buffer.length - filled >= chunkSize) return buffer
  const wider = Buffer.allocUnsafe(buffer.length * 2)
  buffer.copy(wider, 0, 0, filled)
  return wider
}
