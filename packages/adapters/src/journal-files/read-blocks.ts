import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

import type { Either } from 'fp-ts/Either'
import { left, right } from 'fp-ts/Either'

import type { FileFailure } from './file-failure'
import { fileFailure } from './file-failure'

/** What was read: how many bytes there were, and how many of them follow the last newline. */
export type BlocksRead = { readonly bytes: number; readonly tornBytes: number }

/** Takes whole lines `[start, end)`; returning 'stop' ends the reading. The bytes are lent. */
export type OnBlock = (b: Buffer, start: number, end: number) => 'stop' | 'go on'

const chunkSize = 1 << 18

/**
 * Reads a file in blocks of whole lines, in memory that does not grow with it (a line longer than
 * a chunk makes room for itself). Bytes behind the last newline are counted, not delivered.
 */
export const readBlocks = (
  path: string,
  onBlock: OnBlock,
  onProgress: (bytes: number, bytesTotal: number) => void = () => undefined,
): Either<FileFailure, BlocksRead> => {
  let fd: number
  try {
    fd = openSync(path, 'r')
  } catch (error) {
    return left(fileFailure(path, 'open', error))
  }
  try {
    return right(readAll(fd, onBlock, onProgress))
  } catch (error) {
    return left(fileFailure(path, 'read', error))
  } finally {
    closeSync(fd)
  }
}

const readAll = (
  fd: number,
  onBlock: OnBlock,
  onProgress: (bytes: number, bytesTotal: number) => void,
): BlocksRead => {
  const total = fstatSync(fd).size
  let buffer = Buffer.allocUnsafe(chunkSize * 2)
  let kept = 0
  let bytes = 0
  for (;;) {
    if (buffer.length - kept < chunkSize) {
      const wider = Buffer.allocUnsafe(buffer.length * 2)
      buffer.copy(wider, 0, 0, kept)
      buffer = wider
    }
    const size = readSync(fd, buffer, kept, chunkSize, null)
    if (size === 0) return { bytes, tornBytes: kept }
    bytes += size
    const filled = kept + size
    const end = buffer.lastIndexOf(10, filled - 1) + 1
    if (end > 0) {
      if (onBlock(buffer, 0, end) === 'stop') return { bytes, tornBytes: 0 }
      buffer.copyWithin(0, end, filled)
    }
    kept = filled - end
    onProgress(bytes, total)
  }
}
