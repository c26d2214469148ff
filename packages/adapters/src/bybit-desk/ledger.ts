import type {
  Entry,
  FundingSettled,
  OrderAccepted,
  OrderAmended,
  OrderCanceled,
  OrderFilled,
  OrderTriggered,
  State,
  TradingStopSet,
} from '@shadowtape/core'
import { feeRatesOf, mainAccount, tradingStopOf } from '@shadowtape/core'

import type { PrivateMessage } from '../bybit-api/venue-desk'
import type { DeskTerms } from './desk-options'
import type { ExecutionRecord } from './execution-records'
import { fundingExecution, tradeExecution } from './execution-records'
import type { LedgerBook, When } from './ledger-book'
import { beginning, factsOf, instrumentOf, msOf, newLedgerBook, recordOf } from './ledger-book'
import { say, sayOrder, sayTouched } from './ledger-book'
import type { OrderExtras } from './order-record'
import { accepted, placedRecord, stopRecord } from './order-record'
import type { OrderRecords } from './order-records'
import type { PositionNotes } from './position-notes'
import { noteFill, noteFunding } from './position-notes'
import type { VenueIds } from './venue-ids'

/** What the venue keeps beside core's state: ids, closed orders, executions, what was told. */
export type Ledger = {
  readonly orders: OrderRecords
  /** The newest last. */
  readonly executions: ReadonlyArray<ExecutionRecord>
  readonly positions: PositionNotes
  /** Takes in what one input came to, and gives what the private stream tells of it, in order. */
  readonly taken: (
    entries: ReadonlyArray<Entry>,
    extras: OrderExtras,
  ) => ReadonlyArray<PrivateMessage>
}

/** An empty ledger beside a state, which it only reads. */
export const newLedger = (state: State, terms: DeskTerms, ids: VenueIds): Ledger => {
  const book = newLedgerBook(state, terms, ids)
  return {
    orders: book.orders,
    executions: book.executions,
    positions: book.positions,
    taken: (entries, extras) => {
      book.extras = extras
      book.said = []
      for (const entry of entries) take(book, entry)
      sayTouched(book)
      return book.said
    },
  }
}

const take = (book: LedgerBook, { at, seq, message }: Entry): void => {
  const when = { atMs: msOf(at), seq }
  switch (message.type) {
    case 'OrderPlaced':
      book.placed = message
      return
    case 'OrderRejected':
      book.placed = null
      return
    case 'OrderAccepted':
      return took(book, message, when)
    case 'OrderFilled':
      return filled(book, message, when)
    case 'OrderCanceled':
      return canceled(book, message, when)
    case 'OrderAmended':
      return amended(book, message, when)
    case 'OrderTriggered':
      return triggered(book, message, when)
    case 'TradingStopTriggered':
      book.orders.add(stopRecord(message, beginning(book, message.symbol, when)))
      book.positions.of(instrumentOf(book, message.symbol)).position.tradingStop = null
      return
    case 'TradingStopSet':
      return stopSet(book, message)
    case 'FundingSettled':
      return funded(book, message, when)
    default:
      return
  }
}

const took = (book: LedgerBook, event: OrderAccepted, when: When): void => {
  if (book.placed === null) return
  const record = placedRecord(book.placed, book.extras, beginning(book, event.symbol, when))
  book.placed = null
  accepted(record, event)
  book.orders.add(record)
  const { timeInForce } = record.terms
  const isOverAtOnce = timeInForce === 'IOC' || timeInForce === 'FOK'
  if (!isOverAtOnce || event.orderStatus === 'Untriggered') sayOrder(book, record, when)
}

const amended = (book: LedgerBook, event: OrderAmended, when: When): void => {
  const record = recordOf(book, event.orderId)
  record.price = event.price
  record.qty = event.qty
  record.leavesQty = event.leavesQty
  sayOrder(book, record, when)
}

const triggered = (book: LedgerBook, event: OrderTriggered, when: When): void => {
  const record = recordOf(book, event.orderId)
  record.price = event.price
  record.status = 'New'
  sayOrder(book, record, when)
}

const filled = (book: LedgerBook, fill: OrderFilled, when: When): void => {
  const record = recordOf(book, fill.orderId)
  const { instrument } = record
  const { maker, taker } = feeRatesOf(book.state, mainAccount, fill.symbol)
  const moved = noteFill(book.positions.of(instrument), fill, when.atMs, when.seq)
  record.leavesQty = fill.leavesQty
  record.cumQty += fill.qty
  record.cumValue += fill.qty * fill.price
  if (fill.feeQty === null) record.quoteFees += fill.fee
  else record.baseFees += fill.feeQty
  record.closedPnl += moved.pnl
  record.status = fill.leavesQty === 0 ? 'Filled' : 'PartiallyFilled'
  const feeRate = fill.liquidity === 'Maker' ? maker : taker
  keep(
    book,
    tradeExecution(fill, record, { ...factsOf(book, instrument, when), ...moved, feeRate }),
  )
  if (fill.leavesQty === 0) book.orders.close(record)
  sayOrder(book, record, when)
}

const canceled = (book: LedgerBook, event: OrderCanceled, when: When): void => {
  const record = recordOf(book, event.orderId)
  record.leavesQty = event.leavesQty
  record.status = event.orderStatus
  record.cancelType = event.cancelType
  record.rejectReason = event.rejectReason
  book.orders.close(record)
  sayOrder(book, record, when)
}

const stopSet = (book: LedgerBook, event: TradingStopSet): void => {
  const instrument = instrumentOf(book, event.symbol)
  book.positions.of(instrument).position.tradingStop = tradingStopOf(event)
  book.touched.add(instrument)
}

const funded = (book: LedgerBook, event: FundingSettled, when: When): void => {
  const instrument = instrumentOf(book, event.symbol)
  noteFunding(book.positions.of(instrument), event, when.atMs, when.seq)
  if (event.side === null) return
  const facts = { ...factsOf(book, instrument, when), feeRate: event.rate }
  keep(book, fundingExecution(event, instrument, facts))
}

const keep = (book: LedgerBook, execution: ExecutionRecord): void => {
  const { executions, terms, touched } = book
  executions.push(execution)
  if (executions.length > terms.executionsMax) executions.shift()
  say(book, 'execution', { category: execution.instrument.category, ...execution.row })
  touched.add(execution.instrument)
  book.isCashMoved = true
}
