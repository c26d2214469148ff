import type { Either } from 'fp-ts/Either'
import { isLeft, right } from 'fp-ts/Either'

import type { BlockReader } from './block-reader'
import { openBlocks } from './block-reader'
import type { FileFailure } from './file-failure'

/** What was read: how many bytes there were, and how many of them follow the last newline. */
export type BlocksRead = { readonly bytes: number; readonly tornBytes: number }

/** Takes whole lines `[start, end)`; returning 'stop' ends the reading. The bytes are lent. */
export type OnBlock = (b: Buffer, start: number, end: number) => 'stop' | 'go on'

/**
 * Reads a file in blocks of whole lines, in memory that does not grow with it (a line longer than
 * a chunk makes room for itself). Bytes behind the last newline are counted, not delivered.
 */
export const readBlocks = (
  path: string,
  onBlock: OnBlock,
  onProgress: (bytes: number, bytesTotal: number) => void = () => undefined,
  from = 0,
): Either<FileFailure, BlocksRead> => {
  const reader = openBlocks(path, from)
  if (isLeft(reader)) return reader
  try {
    return readAll(reader.right, onBlock, onProgress)
  } finally {
    reader.right.close()
  }
}

const readAll = (
  reader: BlockReader,
  onBlock: OnBlock,
  onProgress: (bytes: number, bytesTotal: number) => void,
): Either<FileFailure, BlocksRead> => {
  const total = reader.size()
  for (;;) {
    const block = reader.next()
    if (isLeft(block)) return block
    if (block.right === null) break
    const { b, start, end } = block.right
    if (onBlock(b, start, end) === 'stop') return right({ bytes: reader.bytes(), tornBytes: 0 })
    onProgress(reader.bytes(), total)
  }
  return right({ bytes: reader.bytes(), tornBytes: reader.torn().length })
}
