import type { Cursor, Price, Qty, Side, TimestampUs, TradeId, TradePrinted } from '@shadowtape/core'
import { allowedBytes, readInt, readToken } from '@shadowtape/core'

import { fail, isAt, readTimeUs, skip, utf8 } from './expect-bytes'
import type { TradesFrame } from './frame'
import type { KnownTopic } from './topic'
import { readWireDecimal } from './wire-decimal'

/** A public trade message from its bytes, the cursor standing behind its topic's text. */
export const tradesOfBytes = (b: Uint8Array, c: Cursor, topic: KnownTopic): TradesFrame | null => {
  skip(b, c, text.snapshot)
  const sentAt = readTimeUs(b, c)
  skip(b, c, text.data)
  if (c.p < 0 || b[c.p++] !== 91) return fail(c)
  const trades: Array<TradePrinted> = []
  let blocks = 0
  let next = b[c.p] === 93 ? b[c.p++] : 44
  while (next === 44) {
    const trade = readTrade(b, c, topic)
    if (trade === null) return null
    if (isBlock) blocks++
    else trades.push(trade)
    next = b[c.p++]
  }
  if (next !== 93 || b[c.p++] !== 125) return fail(c)
  return { type: 'trades', topic, sentAt, trades, blocks }
}

/** Whether the trade read last was a block trade. */
let isBlock = false

/** Keys may come in any order, each at most once; these bits say which have come. */
const bit = { T: 1, s: 2, S: 4, v: 8, p: 16, i: 32, BT: 64, L: 128, RPI: 256, seq: 512 }
const needed = bit.T | bit.s | bit.S | bit.v | bit.p | bit.i

const idBytes = allowedBytes('_.:-')
const wordBytes = allowedBytes('')

const readTrade = (b: Uint8Array, c: Cursor, topic: KnownTopic): TradePrinted | null => {
  let seen = 0
  let side: Side = 'Buy'
  let price = 0
  let qty = 0
  let tradeId = ''
  let venueAt = 0
  isBlock = false
  if (b[c.p++] !== 123) return fail(c)
  for (;;) {
    const key = readKey(b, c)
    if (key === 0 || (seen & key) !== 0) return fail(c)
    seen |= key
    if (key === bit.T) venueAt = readTimeUs(b, c)
    else if (key === bit.s) readSymbol(b, c, topic)
    else if (key === bit.S) side = readTaker(b, c)
    else if (key === bit.v) qty = readWireDecimal(b, c, topic.qtyScale)
    else if (key === bit.p) price = readWireDecimal(b, c, topic.priceScale)
    else if (key === bit.i) tradeId = readToken(b, c, idBytes, 64)
    else if (key === bit.BT) isBlock = readYes(b, c)
    else if (key === bit.L) readToken(b, c, wordBytes, 64)
    else if (key === bit.RPI) readYes(b, c)
    else readInt(b, c)
    if (c.p < 0) return null
    const next = b[c.p++]
    if (next === 125) break
    if (next !== 44) return fail(c)
  }
  if ((seen & needed) !== needed || price <= 0 || qty <= 0) return fail(c)
  return {
    type: 'TradePrinted',
    symbol: topic.symbol,
    side,
    price: price as Price,
    qty: qty as Qty,
    tradeId: tradeId as TradeId,
    venueAt: venueAt as TimestampUs,
  }
}

/** The bit of the key at the cursor, which then stands at its value; 0 for a key not known. */
const readKey = (b: Uint8Array, c: Cursor): number => {
  const p = c.p
  if (b[p] !== 34) return 0
  if (b[p + 2] === 34 && b[p + 3] === 58) {
    c.p = p + 4
    return oneLetterKeys[b[p + 1] as number] ?? 0
  }
  for (const [literal, key] of longKeys) {
    if (!isAt(b, p, literal)) continue
    c.p = p + literal.length
    return key
  }
  return 0
}

const oneLetterKeys: ReadonlyArray<number> = (() => {
  const keys = new Array<number>(256).fill(0)
  for (const letter of ['T', 's', 'S', 'v', 'p', 'i', 'L'] as const) {
    keys[letter.charCodeAt(0)] = bit[letter]
  }
  return keys
})()

const longKeys: ReadonlyArray<readonly [Uint8Array, number]> = [
  [utf8('"BT":'), bit.BT],
  [utf8('"RPI":'), bit.RPI],
  [utf8('"seq":'), bit.seq],
]

const readSymbol = (b: Uint8Array, c: Cursor, topic: KnownTopic): void => {
  if (b[c.p++] !== 34) c.p = -1
  skip(b, c, topic.symbolBytes)
  if (c.p >= 0 && b[c.p++] !== 34) c.p = -1
}

const readTaker = (b: Uint8Array, c: Cursor): Side => {
  const isBuy = isAt(b, c.p, text.buy)
  skip(b, c, isBuy ? text.buy : text.sell)
  return isBuy ? 'Buy' : 'Sell'
}

const readYes = (b: Uint8Array, c: Cursor): boolean => {
  const isYes = isAt(b, c.p, text.yes)
  skip(b, c, isYes ? text.yes : text.no)
  return isYes
}

const text = {
  snapshot: utf8('","type":"snapshot","ts":'),
  data: utf8(',"data":'),
  buy: utf8('"Buy"'),
  sell: utf8('"Sell"'),
  yes: utf8('true'),
  no: utf8('false'),
}
