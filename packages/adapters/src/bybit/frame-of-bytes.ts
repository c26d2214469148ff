import type { Cursor } from '@shadowtape/core'

import { bookOfBytes } from './book-of-bytes'
import { isAt, utf8 } from './expect-bytes'
import type { MessageFrame } from './frame'
import type { TopicTable } from './topic-table'
import { tradesOfBytes } from './trades-of-bytes'

/**
 * Reads a book or trade message straight from its bytes, when it is written the way Bybit writes
 * it: no spaces, keys in the usual order, a topic seen before. `null` for anything else, which is
 * for `frameOfWire` to accept or to refuse; what is accepted here means the same there.
 */
export const frameOfBytes = (
  bytes: Uint8Array,
  start: number,
  end: number,
  topics: TopicTable,
): MessageFrame | null => {
  if (!isAt(bytes, start, opening)) return null
  const topic = topics.byBytes(bytes, start + opening.length)
  if (topic === undefined || topic.kind === 'tickers') return null
  cursor.p = start + opening.length + topic.bytes.length
  const frame =
    topic.kind === 'book' ? bookOfBytes(bytes, cursor, topic) : tradesOfBytes(bytes, cursor, topic)
  return cursor.p === end ? frame : null
}

const cursor: Cursor = { p: 0 }
const opening = utf8('{"topic":"')
