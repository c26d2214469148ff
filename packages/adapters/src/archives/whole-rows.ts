import type { Price, Qty, TimestampUs, TradePrinted } from '@shadowtape/core'

import type { BookFrame, TradesFrame } from '../bybit/frame'
import type { LineCutter } from '../captures/line-cutter'
import type { Reading } from '../captures/reading'
import { levelColumns } from './archive-form'
import { isFieldEmpty } from './csv-row'
import type { KnownRow } from './row-reader'
import { isRefusal, newRowReader } from './row-reader'
import type { ArchiveContext } from './row-topics'
import { receiveTime, timeColumns, venueTime } from './row-times'
import { columnOf, priceAt, qtyAt, refuseField, takerAt, tradeIdAt } from './row-values'

/** Reads the rows of an archive in which each row is a message. */
export type WholeRows = (cutter: LineCutter) => Reading

/** Reads archives of trades. */
export const tradeRows = (context: ArchiveContext): WholeRows => {
  const { form } = context
  const column = {
    ...timeColumns(form),
    side: columnOf(form, 'side'),
    price: columnOf(form, 'price'),
    size: ['size', 'volume', 'amount'].map((name) => columnOf(form, name)).find(isThere) ?? -1,
    id: ['trdMatchID', 'id'].map((name) => columnOf(form, name)).find(isThere) ?? -1,
  }
  const read = (row: KnownRow): TradesFrame => {
    const { topic } = row
    const venueAt = venueTime(row, column)
    const qty = qtyAt(row, column.size, topic.qtyScale)
    if (qty === 0) refuseField(form.names[column.size] as string, 'is 0: a trade has a size')
    const trade: TradePrinted = {
      type: 'TradePrinted',
      symbol: topic.symbol,
      side: takerAt(row, column.side),
      price: priceAt(row, column.price, topic.priceScale) as Price,
      qty: qty as Qty,
      tradeId: tradeIdAt(row, column.id),
      venueAt: venueAt as TimestampUs,
    }
    const sentAt = receiveTime(row, column, venueAt)
    return { type: 'trades', topic, sentAt, trades: [trade], blocks: 0 }
  }
  const rows = newRowReader(context, [column.price], [column.size])
  return (cutter) => {
    const row = rows.split(cutter)
    return isRefusal(row) ? row : rows.read(read)
  }
}

const isThere = (column: number): boolean => column >= 0

/** Reads archives whose rows are whole books, or the best of each side. */
export const bookRows = (context: ArchiveContext): WholeRows => {
  const { form } = context
  const time = timeColumns(form)
  const names =
    form.kind === 'quotes'
      ? [['bid_price', 'bid_amount', 'ask_price', 'ask_amount']]
      : Array.from({ length: form.depth }, (_, level) => levelColumns(level))
  const levels = names.map((level) => level.map((name) => columnOf(form, name)))
  const read = (row: KnownRow): BookFrame => {
    const { topic } = row
    const venueAt = venueTime(row, time)
    const bids: Array<number> = []
    const asks: Array<number> = []
    for (const [bid = -1, bidQty = -1, ask = -1, askQty = -1] of levels) {
      pushLevel(bids, row, bid, bidQty)
      pushLevel(asks, row, ask, askQty)
    }
    const sentAt = receiveTime(row, time, venueAt)
    const ids = { updateId: null, crossSeq: null }
    return { type: 'book', topic, kind: 'snapshot', sentAt, venueAt, bids, asks, ...ids }
  }
  const columns = [0, 2].flatMap((side) => levels.map((level) => level[side] as number))
  const sizes = [1, 3].flatMap((side) => levels.map((level) => level[side] as number))
  const rows = newRowReader(context, columns, sizes)
  return (cutter) => {
    const row = rows.split(cutter)
    return isRefusal(row) ? row : rows.read(read)
  }
}

/** A level that a side has; where it has fewer, nothing stands there, or a size of 0. */
const pushLevel = (
  side: Array<number>,
  open: KnownRow,
  priceColumn: number,
  qtyColumn: number,
): void => {
  const { row, topic } = open
  if (isFieldEmpty(row, priceColumn) && isFieldEmpty(row, qtyColumn)) return
  const qty = qtyAt(open, qtyColumn, topic.qtyScale)
  const price = priceAt(open, priceColumn, topic.priceScale)
  if (qty > 0) side.push(price, qty)
}
