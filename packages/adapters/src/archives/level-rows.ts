import type { BookFrame } from '../bybit/frame'
import type { KnownTopic } from '../bybit/topic'
import type { LineCutter } from '../captures/line-cutter'
import type { Reading } from '../captures/reading'
import type { KnownRow } from './row-reader'
import { held, isRefusal, newRowReader } from './row-reader'
import type { TimeColumns } from './row-times'
import { receiveTime, timeColumns, venueTime } from './row-times'
import type { ArchiveContext } from './row-topics'
import { columnOf, isFirstWordAt, priceAt, qtyAt, refuseField } from './row-values'
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

/** Which message a row is part of. */
type Part = Pick<BookFrame, 'topic' | 'kind' | 'sentAt' | 'venueAt'>

/** A message whose rows are being read. */
type Message = Part & {
  readonly line: number
  readonly bids: Array<number>
  readonly asks: Array<number>
  rows: number
  isBroken: boolean
}

/** What is known of the row that is being read, as far as it can be read. */
type Met = { line: number; topic: KnownTopic | null; part: Part | null }

/** A reader before the first row of an archive of levels. */
export const levelRows = (context: ArchiveContext): LevelRows => {
  const columns = columnsOf(context)
  const rows = newRowReader(context, [columns.price], [columns.amount])
  const messages = newMessages(() => rows.topics.settled())
  const met: Met = { line: 0, topic: null, part: null }
  const add = (row: KnownRow): true => {
    met.topic = row.topic
    met.part = partOf(row, columns)
    const price = priceAt(row, columns.price, row.topic.priceScale)
    const qty = qtyAt(row, columns.amount, row.topic.qtyScale)
    const isBid = isFirstWordAt(row, columns.side, ['bid', 'ask'])
    const message = messages.enter(met.part, met.line)
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
      met.topic = met.part = null
      const split = rows.split(cutter)
      const outcome = isRefusal(split) ? split : rows.read(add)
      if (outcome === true) return held
      if (outcome.type === 'Faulty') messages.spoil(met)
      return outcome
    },
  }
  return lines
}

type LevelColumns = TimeColumns & {
  readonly isSnapshot: number
  readonly side: number
  readonly price: number
  readonly amount: number
}

const columnsOf = ({ form }: ArchiveContext): LevelColumns => ({
  ...timeColumns(form),
  isSnapshot: columnOf(form, 'is_snapshot'),
  side: columnOf(form, 'side'),
  price: columnOf(form, 'price'),
  amount: columnOf(form, 'amount'),
})

const partOf = (row: KnownRow, columns: LevelColumns): Part => {
  const venueAt = venueTime(row, columns)
  const isSnapshot = isFirstWordAt(row, columns.isSnapshot, ['true', 'false'])
  return {
    topic: row.topic,
    kind: isSnapshot ? 'snapshot' : 'delta',
    sentAt: receiveTime(row, columns, venueAt),
    venueAt,
  }
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
  const enter = (part: Part, line: number): Message => {
    if (open !== null && isPartOf(part, open)) return open
    close()
    const isBroken = doubted === anyTopic || doubted === part.topic.text
    doubted = null
    open = { ...part, line, bids: [], asks: [], rows: 0, isBroken }
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
    spoil: ({ topic, part, line }: Met): void => {
      if (part !== null) enter(part, line).isBroken = true
      else {
        doubted = topic?.text ?? anyTopic
        for (const each of topic === null ? settled() : [topic]) distrust(each, line)
      }
    },
  }
}

/** No topic's text: a row of which not even the symbol can be read. */
const anyTopic = ''

const isPartOf = (part: Part, message: Message): boolean =>
  part.sentAt === message.sentAt &&
  part.venueAt === message.venueAt &&
  part.kind === message.kind &&
  part.topic.text === message.topic.text

const readingOf = ({ isBroken, topic, kind, sentAt, venueAt, bids, asks }: Message): Reading => {
  if (isBroken) return { type: 'break', topic, sentAt }
  const sides =
    kind === 'delta'
      ? { bids, asks }
      : { bids: snapshotSide(bids, 'bids'), asks: snapshotSide(asks, 'asks') }
  const ids = { updateId: null, crossSeq: null }
  return { type: 'book', topic, kind, sentAt, venueAt, ...sides, ...ids }
}
