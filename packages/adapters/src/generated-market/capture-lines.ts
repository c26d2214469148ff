import type {
  BookUpdated,
  InstrumentListed,
  MarketSymbol,
  QuoteObserved,
  TickerUpdated,
  TradePrinted,
} from '@shadowtape/core'
import { formatDecimal, invariant } from '@shadowtape/core'

import { generatedListing } from './generated-listing'
import { generatedMarket } from './generated-market'
import type { GeneratedPlan } from './generated-plan'

/**
 * A made-up market as the lines of a capture: the receive time in nanoseconds, then a message as
 * Bybit V5 publishes it (`orderbook.1`, `orderbook.50`, `publicTrade`, `tickers`). A capture has
 * no listings and no edge. Memory stays flat.
 */
export function* captureLines(plan: GeneratedPlan): Generator<string, void, undefined> {
  const rows = new Map<MarketSymbol, Row>()
  for (const symbol of plan.symbols) {
    const { listed } = generatedListing(symbol)
    rows.set(listed.symbol, { listed, touchId: 0, crossSeq: 0, isTickerKnown: false })
  }
  for (const { at, input } of generatedMarket(plan)) {
    if (!('symbol' in input) || input.symbol === null) continue
    const row = rows.get(input.symbol)
    invariant(row !== undefined, () => `${input.symbol} is not in the plan`)
    const message = messageOf(row, input)
    if (message !== null) yield `${String(at)}000 ${JSON.stringify(message)}\n`
  }
}

/** What a symbol's messages need to know of those before. */
type Row = {
  readonly listed: InstrumentListed
  touchId: number
  crossSeq: number
  isTickerKnown: boolean
}

const messageOf = (row: Row, input: { readonly type: string }): object | null => {
  switch (input.type) {
    case 'BookUpdated':
      return bookMessage(row, input as BookUpdated)
    case 'QuoteObserved':
      return touchMessage(row, input as QuoteObserved)
    case 'TradePrinted':
      return tradeMessage(row, input as TradePrinted)
    case 'TickerUpdated':
      return tickerMessage(row, input as TickerUpdated)
    default:
      return null
  }
}

const bookMessage = (row: Row, event: BookUpdated): object => {
  row.crossSeq = event.crossSeq
  const ms = event.venueAt / 1_000
  const data = {
    s: event.symbol,
    b: pairs(row, event.bids),
    a: pairs(row, event.asks),
    u: event.updateId,
    seq: event.crossSeq,
  }
  return { topic: `orderbook.50.${event.symbol}`, type: event.kind, ts: ms, data, cts: ms }
}

/** A touch is always a snapshot; its `u` is its own topic's. */
const touchMessage = (row: Row, event: QuoteObserved): object => {
  row.touchId += 1
  const ms = (event.venueAt ?? 0) / 1_000
  const data = {
    s: event.symbol,
    b: pairs(row, [event.bid ?? 0, event.bidQty ?? 0]),
    a: pairs(row, [event.ask ?? 0, event.askQty ?? 0]),
    u: firstTouchId + row.touchId,
    seq: event.crossSeq,
  }
  return { topic: `orderbook.1.${event.symbol}`, type: 'snapshot', ts: ms, data, cts: ms }
}

const tradeMessage = (row: Row, event: TradePrinted): object => {
  const ms = event.venueAt / 1_000
  const print = {
    T: ms,
    s: event.symbol,
    S: event.side,
    v: qty(row, event.qty),
    p: price(row, event.price),
    i: event.tradeId,
    BT: false,
    seq: row.crossSeq + 1,
  }
  return { topic: `publicTrade.${event.symbol}`, type: 'snapshot', ts: ms, data: [print] }
}

const tickerMessage = (row: Row, event: TickerUpdated): object => {
  const type = row.isTickerKnown ? 'delta' : 'snapshot'
  row.isTickerKnown = true
  const data = {
    symbol: event.symbol,
    ...(event.last === null ? {} : { lastPrice: price(row, event.last) }),
    markPrice: price(row, event.mark ?? 0),
    indexPrice: price(row, event.index ?? 0),
  }
  const topic = `tickers.${event.symbol}`
  return { topic, type, data, cs: row.crossSeq, ts: event.venueAt / 1_000 }
}

/** `u` 1 would say that the service restarted. */
const firstTouchId = 1_000

const price = ({ listed }: Row, units: number): string => formatDecimal(units, listed.priceScale)

const qty = ({ listed }: Row, units: number): string =>
  units === 0 ? '0' : formatDecimal(units, listed.qtyScale)

const pairs = (row: Row, levels: ReadonlyArray<number>): ReadonlyArray<readonly [string, string]> =>
  Array.from({ length: levels.length / 2 }, (_, i) => [
    price(row, levels[i * 2] as number),
    qty(row, levels[i * 2 + 1] as number),
  ])
