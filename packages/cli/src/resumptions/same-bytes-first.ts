import type { BlockReader, JournalWriter } from '@shadowtape/adapters'
import { openBlocks } from '@shadowtape/adapters'
import { isLeft, right } from 'fp-ts/Either'

import { JournalUnread } from '../journals/journal-unread'
import type { CutShort } from './cut-short'
import { NotResumed } from './not-resumed'

/**
 * Writes what is recorded, and first of all the very bytes of a journal that was cut short: it
 * throws `NotResumed` at the first other one, and writes nothing from then on. What the old journal
 * holds as well is not waited for: it is made durable with the first line that the old one has not.
 */
export const sameBytesFirst = (to: JournalWriter, cut: CutShort): JournalWriter => {
  const same = comparison(cut)
  let isOther = false
  let isSyncOwed = false
  return {
    ...to,
    write: (bytes) => {
      if (isOther) return right(undefined)
      isOther = !same.isSame(bytes)
      if (isOther) throw new NotResumed(otherText(cut.path, to.bytes()), 'Diverged')
      return to.write(bytes)
    },
    sync: () => {
      isSyncOwed = same.isUnderWay()
      return isSyncOwed ? right(undefined) : to.sync()
    },
    roll: (segment) => {
      const synced = isSyncOwed ? to.sync() : right(undefined)
      isSyncOwed = false
      return isLeft(synced) ? synced : to.roll(segment)
    },
    close: () => {
      same.close()
      return to.close()
    },
  }
}

const otherText = (path: string, from: number): string =>
  `Error: ${path} does not come out the same when it is run again, behind its byte ` +
  `${String(from)}, so it cannot go on; shadowtape replay ${path} says what differs.`

/** Compares bytes, piece after piece, with the sound ones of a journal while there are any. */
const comparison = ({ path, bytes }: CutShort) => {
  let reader: BlockReader | null = null
  let recorded: Buffer = Buffer.alloc(0)
  let left = bytes
  const close = (): void => {
    reader?.close()
    reader = null
  }
  const more = (): Buffer => {
    const opened = reader === null ? openBlocks(path, bytes - left) : right(reader)
    if (isLeft(opened)) throw new JournalUnread(path, opened.left)
    reader = opened.right
    const next = reader.next()
    if (isLeft(next)) throw new JournalUnread(path, next.left)
    if (next.right === null) throw new JournalUnread(path, 'changed')
    const { b, start, end } = next.right
    return b.subarray(start, Math.min(end, start + left))
  }
  return {
    isUnderWay: () => left > 0,
    isSame: (piece: Uint8Array): boolean => {
      for (let from = 0; from < piece.length && left > 0;) {
        if (recorded.length === 0) recorded = more()
        const size = Math.min(recorded.length, piece.length - from)
        if (recorded.compare(piece, from, from + size, 0, size) !== 0) return false
        recorded = recorded.subarray(size)
        from += size
        left -= size
      }
      if (left === 0) close()
      return true
    },
    close,
  }
}
