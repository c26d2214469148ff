import { openBlocks } from '@shadowtape/adapters'
import { isLeft } from 'fp-ts/Either'

import type { Passing } from '../journals/each-line'
import { lineByLine } from '../journals/each-line'
import { JournalUnread } from '../journals/journal-unread'
import { offsetOfSeq } from '../journals/locate'
import type { Ongoing } from '../steps/ongoing'

/**
 * Hands on the lines of a journal from one on, as `eachLine` does, a block at a time. Throws
 * `JournalUnread` where it cannot be read on.
 */
export function* passingFrom(
  path: string,
  seq: number,
  onLine: Passing['onLine'],
): Ongoing<'stopped' | 'ended'> {
  const offset = offsetOfSeq(path, seq)
  if (isLeft(offset)) throw new JournalUnread(path, offset.left)
  const reader = openBlocks(path, offset.right)
  if (isLeft(reader)) throw new JournalUnread(path, reader.left)
  const { next, bytes, size, close } = reader.right
  const look = lineByLine({ onLine })
  try {
    for (;;) {
      const block = next()
      if (isLeft(block)) throw new JournalUnread(path, block.left)
      if (block.right === null) return 'ended'
      const { b, start, end } = block.right
      if (look(b, start, end) === 'stop') return 'stopped'
      yield { done: bytes(), total: size() - offset.right }
    }
  } finally {
    close()
  }
}
