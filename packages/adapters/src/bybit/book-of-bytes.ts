import type { Cursor } from '@shadowtape/core'

import { fail, isAt, readTimeUs, readWhole, skip, utf8 } from './expect-bytes'
import type { BookFrame } from './frame'
import type { KnownTopic } from './topic'
import { readWireDecimal } from './wire-decimal'

/** An order book message from its bytes, the cursor standing behind its topic's text. */
export const bookOfBytes = (b: Uint8Array, c: Cursor, topic: KnownTopic): BookFrame | null => {
  const isDelta = isAt(b, c.p, text.delta)
  skip(b, c, isDelta ? text.delta : text.snapshot)
  const sentAt = readTimeUs(b, c)
  skip(b, c, text.data)
  skip(b, c, topic.symbolBytes)
  skip(b, c, text.bids)
  const bids = readSide(b, c, topic)
  skip(b, c, text.asks)
  const asks = readSide(b, c, topic)
  skip(b, c, text.updateId)
  const updateId = readWhole(b, c)
  skip(b, c, text.crossSeq)
  const crossSeq = readWhole(b, c)
  if (c.p < 0 || b[c.p++] !== 125) return fail(c)
  let venueAt = sentAt
  if (b[c.p] === 44) {
    skip(b, c, text.matchedAt)
    venueAt = readTimeUs(b, c)
  }
  if (c.p < 0 || b[c.p++] !== 125) return fail(c)
  const kind = isDelta ? 'delta' : 'snapshot'
  return { type: 'book', topic, kind, sentAt, venueAt, bids, asks, updateId, crossSeq }
}

const readSide = (b: Uint8Array, c: Cursor, topic: KnownTopic): Array<number> => {
  const levels: Array<number> = []
  if (c.p < 0 || b[c.p++] !== 91) c.p = -1
  else if (b[c.p] === 93) c.p++
  else readLevels(b, c, topic, levels)
  return levels
}

const readLevels = (b: Uint8Array, c: Cursor, topic: KnownTopic, levels: Array<number>): void => {
  for (;;) {
    if (b[c.p++] !== 91) break
    const price = readWireDecimal(b, c, topic.priceScale)
    if (price <= 0 || b[c.p++] !== 44) break
    const qty = readWireDecimal(b, c, topic.qtyScale)
    if (qty < 0 || b[c.p++] !== 93) break
    levels.push(price, qty)
    const next = b[c.p++]
    if (next === 93) return
    if (next !== 44) break
  }
  c.p = -1
}

const text = {
  delta: utf8('","type":"delta","ts":'),
  snapshot: utf8('","type":"snapshot","ts":'),
  data: utf8(',"data":{"s":"'),
  bids: utf8('","b":'),
  asks: utf8(',"a":'),
  updateId: utf8(',"u":'),
  crossSeq: utf8(',"seq":'),
  matchedAt: utf8(',"cts":'),
}
