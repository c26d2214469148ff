import { MarketSymbol } from '@shadowtape/core'

import type { BookFrame } from '../bybit/frame'
import type { KnownTopic } from '../bybit/topic'
import type { LineCutter } from '../captures/line-cutter'
import type { Reading } from '../captures/reading'
import type { CsvRow } from './csv-row'
import { fieldText } from './csv-row'
import type { KnownRow } from './row-reader'
import { held, isRefusal, newRowReader } from './row-reader'
import type { TimeColumns } from './row-times'
import { receiveTime, timeColumns, venueTime } from './row-times'
import type { ArchiveContext } from './row-topics'
import { columnOf, isFirstWordAt, priceAt, qtyAt, refuseField, words } from './row-values'
import { snapshotSide } from './snapshot-side'

/**
 * Reads archives that have a row for each level that changed. The rows of one message follow each
 * other and have the same symbol, times and kind; where one of them cannot be used, the message is
 * left out, and its book waits for the next snapshot.
 */
export type LevelRows = {
  readonly read: (cutter: LineCutter) => Reading
  readonly left: () => Reading | null
  readonly finish: () => void
  /** The line of the reading that was given last: a message's first row. */
  line: number
}

/** The most rows that one message may have. */
export const messageRowsMax = 200_000

/** A message whose rows are being read. */
type Message = Pick<BookFrame, 'topic' | 'kind' | 'sentAt' | 'venueAt'> & {
  readonly line: number
  readonly bids: Array<number>
  readonly asks: Array<number>
  rows: number
  isBroken: boolean
}

/** The row that is being read, and which message it is part of, as far as that can be read. */
type Met = {
  line: number
  topic: KnownTopic | null
  isPlaced: boolean
  kind: BookFrame['kind']
  sentAt: number
  venueAt: number
}

/** A reader before the first row of an archive of levels. */
export const levelRows = (context: ArchiveContext): LevelRows => {
  const columns = columnsOf(context)
  const rows = newRowReader(context, [columns.price], [columns.amount])
  const messages = newMessages(() => rows.topics.settled())
  const met: Met = {
    ...{ line: 0, topic: null, isPlaced: false },
    ...{ kind: 'delta', sentAt: 0, venueAt: 0 },
  }
  const add = (row: KnownRow): true => {
    place(met, row, columns)
    const price = priceAt(row, columns.price, row.topic.priceScale)
    const qty = qtyAt(row, columns.amount, row.topic.qtyScale)
    const isBid = isFirstWordAt(row, columns.side, bidOrAsk)
    const message = messages.enter(met, row.topic)
    message.rows++
    if (message.rows === messageRowsMax + 1) refuseField('timestamp', tooManyRows)
    if (!message.isBroken) (isBid ? message.bids : message.asks).push(price, qty)
    return true
  }
  const lines: LevelRows = {
    line: 0,
    left: () => {
      const first = messages.next()
      if (first === null) return null
      lines.line = first.line
      return first.reading
    },
    finish: messages.close,
    read: (cutter) => {
      lines.line = met.line = cutter.line
      met.topic = null
      met.isPlaced = false
      const split = rows.split(cutter)
      const outcome = isRefusal(split) ? split : rows.read(add)
      if (outcome === true) return held
      const isOfOther = 'bytes' in split && isOtherName(split, columns.symbol)
      if (outcome.type === 'Faulty' && !isOfOther) messages.spoil(met)
      return outcome
    },
  }
  return lines
}

/** A name that some exchange has, and no session can trade under: no other symbol lacks its row. */
const isOtherName = (row: CsvRow, column: number): boolean => {
  const symbol = fieldText(row, column)
  return !MarketSymbol.is(symbol) && /^[\w:./-]+$/.test(symbol)
}

type LevelColumns = TimeColumns & {
  readonly symbol: number
  readonly isSnapshot: number
  readonly side: number
  readonly price: number
  readonly amount: number
}

const columnsOf = ({ form }: ArchiveContext): LevelColumns => ({
  ...timeColumns(form),
  symbol: columnOf(form, 'symbol'),
  isSnapshot: columnOf(form, 'is_snapshot'),
  side: columnOf(form, 'side'),
  price: columnOf(form, 'price'),
  amount: columnOf(form, 'amount'),
})

const bidOrAsk = words('bid', 'ask')
const trueOrFalse = words('true', 'false')

const place = (met: Met, row: KnownRow, columns: LevelColumns): void => {
  met.topic = row.topic
  met.venueAt = venueTime(row, columns)
  met.sentAt = receiveTime(row, columns, met.venueAt)
  met.kind = isFirstWordAt(row, columns.isSnapshot, trueOrFalse) ? 'snapshot' : 'delta'
  met.isPlaced = true
}

const tooManyRows = `is that of more than ${messageRowsMax} rows, which no one message has`

/** Puts rows together; what is ready waits in a queue. */
const newMessages = (settled: () => ReadonlyArray<KnownTopic>) => {
  const queue: Array<{ readonly line: number; readonly reading: Reading }> = []
  let open: Message | null = null
  /** Whose next message may lack a row. */
  let doubted: string | null = null
  const close = (): void => {
    if (open !== null) queue.push({ line: open.line, reading: readingOf(open) })
    open = null
  }
  const enter = (met: Met, topic: KnownTopic): Message => {
    if (open !== null && isPartOf(met, topic, open)) return open
    close()
    const isBroken = doubted === anyTopic || doubted === topic.text
    doubted = null
    const { line, kind, sentAt, venueAt } = met
    open = { topic, kind, sentAt, venueAt, line, bids: [], asks: [], rows: 0, isBroken }
    return open
  }
  const distrust = (topic: KnownTopic, line: number): void => {
    if (open?.topic.text === topic.text) open.isBroken = true
    else queue.push({ line, reading: { type: 'break', topic, sentAt: 0 } })
  }
  return {
    close,
    enter,
    next: () => queue.shift() ?? null,
    /** A row cannot be used: the books that it may be of lack something from here on. */
    spoil: (met: Met): void => {
      const { topic, line } = met
      if (topic !== null && met.isPlaced) enter(met, topic).isBroken = true
      else {
        doubted = topic?.text ?? anyTopic
        for (const each of topic === null ? settled() : [topic]) distrust(each, line)
      }
    },
  }
}

/** No topic's text: a row of which not even the symbol can be read. */
const anyTopic = ''

const isPartOf = (met: Met, topic: KnownTopic, message: Message): boolean =>
  met.sentAt === message.sentAt &&
  met.venueAt === message.venueAt &&
  met.kind === message.kind &&
  topic.text === message.topic.text

const readingOf = ({ isBroken, topic, kind, sentAt, venueAt, bids, asks }: Message): Reading => {
  if (isBroken) return { type: 'break', topic, sentAt }
  const sides =
    kind === 'delta'
      ? { bids, asks }
      : { bids: snapshotSide(bids, 'bids'), asks: snapshotSide(asks, 'asks') }
  const ids = { updateId: null, crossSeq: null }
  return { type: 'book', topic, kind, sentAt, venueAt, ...sides, ...ids }
}
