import { messageName } from '@shadowtape/core'
import { isLeft } from 'fp-ts/Either'

import { eachLine } from '../journals/each-line'
import { JournalUnread } from '../journals/journal-unread'
import { offsetOfSeq } from '../journals/locate'
import type { Ongoing } from '../steps/ongoing'

/** The line that placed an order, and when. */
export type Placing = { readonly seq: number; readonly at: number }

/** So many lines are looked at in one go, and so many in all: what rests longer is rare. */
const [stretchLines, linesMax] = [2_048, 65_536]

/**
 * Which lines up to one placed some orders, looking back as far as is worth it; of those that were
 * placed earlier nothing is found. Throws `JournalUnread` where the journal cannot be read on.
 */
export function* placingsOf(
  path: string,
  orders: Iterable<string>,
  last: number,
): Ongoing<ReadonlyMap<string, Placing>> {
  const wanted = new Set(orders)
  const found = new Map<string, Placing>()
  const first = Math.max(0, last - linesMax)
  for (let end = last; end > first && found.size < wanted.size; end -= stretchLines) {
    look(path, Math.max(first, end - stretchLines) + 1, end, wanted, found)
    yield { done: last - end, total: last - first }
  }
  return found
}

const look = (
  path: string,
  first: number,
  last: number,
  wanted: ReadonlySet<string>,
  found: Map<string, Placing>,
): void => {
  const offset = offsetOfSeq(path, first)
  if (isLeft(offset)) throw new JournalUnread(path, offset.left)
  const read = eachLine({
    path,
    from: offset.right,
    onLine: ({ envelope: { seq, at, type }, fields }) => {
      if (seq > last) return 'stop'
      if (!isPlacing(messageName(type))) return 'go on'
      const order = String(fields()?.['orderId'])
      if (wanted.has(order)) found.set(order, { seq, at })
      return 'go on'
    },
  })
  if (isLeft(read)) throw new JournalUnread(path, read.left)
}

const isPlacing = (type: string): boolean =>
  type === 'OrderPlaced' || type === 'TradingStopTriggered'
