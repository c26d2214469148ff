import type { Instrument, MarketSymbol, OrderId, OrderPlaced, State } from '@shadowtape/core'
import { marketAtVenue } from '@shadowtape/core'

import type { PrivateMessage } from '../bybit-api/venue-desk'
import type { DeskTerms } from './desk-options'
import type { ExecutionFacts, ExecutionRecord } from './execution-records'
import type { Beginning, OrderExtras, OrderRecord } from './order-record'
import { plainExtras } from './order-record'
import type { OrderRecords } from './order-records'
import { newOrderRecords } from './order-records'
import type { Row } from './order-rows'
import { orderStreamRow } from './order-rows'
import type { PositionNotes } from './position-notes'
import { newPositionNotes, noted } from './position-notes'
import { positionStreamRow } from './position-rows'
import type { VenueIds } from './venue-ids'
import { walletRow } from './wallet-rows'

/** What a ledger has written down, and what of it is not told yet. */
export type LedgerBook = {
  readonly state: State
  readonly terms: DeskTerms
  readonly ids: VenueIds
  readonly orders: OrderRecords
  readonly executions: Array<ExecutionRecord>
  readonly positions: PositionNotes
  readonly touched: Set<Instrument>
  orderCount: number
  executionCount: number
  /** On its way to the venue, which answers it at once. */
  placed: OrderPlaced | null
  extras: OrderExtras
  said: Array<PrivateMessage>
  isCashMoved: boolean
}

/** A ledger's book before anything was written down. */
export const newLedgerBook = (state: State, terms: DeskTerms, ids: VenueIds): LedgerBook => ({
  state,
  terms,
  ids,
  orders: newOrderRecords(terms.closedOrdersMax),
  executions: [],
  positions: newPositionNotes(terms.leverage, () => msOf(state.at)),
  orderCount: 0,
  executionCount: 0,
  placed: null,
  extras: plainExtras,
  said: [],
  touched: new Set(),
  isCashMoved: false,
})

/** When something was, by a line's time and number. */
export type When = { readonly atMs: number; readonly seq: number }

/** Engine time in whole milliseconds. */
export const msOf = (us: number): number => Math.floor(us / 1_000)

/** What an execution is told with that is not in its event; its id is a new one. */
export const factsOf = (
  book: LedgerBook,
  { symbol, category }: Instrument,
  when: When,
): ExecutionFacts => {
  book.executionCount += 1
  const { mark, index } = marketAtVenue(book.state, symbol)
  const execId = book.ids.next('execution', category)
  return { number: book.executionCount, execId, ...when, mark, index, ...unmoved }
}

const unmoved = { closedQty: 0, pnl: 0, feeRate: 0 } as const

/** What the record of a new order begins with; its id is a new one. */
export const beginning = (book: LedgerBook, symbol: MarketSymbol, { atMs }: When): Beginning => {
  const instrument = instrumentOf(book, symbol)
  book.orderCount += 1
  const orderId = book.ids.next('order', instrument.category)
  const { last } = marketAtVenue(book.state, symbol)
  return { number: book.orderCount, orderId, instrument, atMs, last }
}

/** The order that a line is about. */
export const recordOf = (book: LedgerBook, coreId: OrderId): OrderRecord => {
  const record = book.orders.ofCore(coreId)
  if (record === undefined) throw new Error(`the desk has no order ${coreId}`)
  return record
}

/** The instrument of a symbol, which is listed. */
export const instrumentOf = ({ state }: LedgerBook, symbol: MarketSymbol): Instrument =>
  state.instruments[symbol] as Instrument

/** Has a row told. */
export const say = (book: LedgerBook, topic: PrivateMessage['topic'], row: Row): void => {
  book.said.push({ topic, creationTime: msOf(book.state.at), data: [row] })
}

/** Has an order told as it is now. */
export const sayOrder = (book: LedgerBook, record: OrderRecord, { atMs }: When): void => {
  record.updatedMs = atMs
  book.touched.add(record.instrument)
  book.isCashMoved = true
  say(book, 'order', orderStreamRow(record))
}

/** A linear position is told with every change to an order, even where it is as it was. */
export const sayTouched = (book: LedgerBook): void => {
  const { state, touched, positions } = book
  for (const instrument of touched) {
    if (instrument.category === 'spot') continue
    const note = positions.of(instrument)
    noted(note, msOf(state.at), state.seq)
    const market = marketAtVenue(state, instrument.symbol)
    say(book, 'position', positionStreamRow(instrument, market, note))
  }
  if (book.isCashMoved) say(book, 'wallet', walletRow(state))
  touched.clear()
  book.isCashMoved = false
}
