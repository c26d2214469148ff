import type { Instrument, Market, Side } from '@shadowtape/core'
import { formatDecimal, marketAtVenue, nthOffer } from '@shadowtape/core'

import type { DeskCall, Endpoint } from './desk-call'
import { categoryOf, instrumentOf, maybeInstrumentOf } from './desk-call'
import { listings } from './desk-world'
import { priceText } from './figures'
import { instrumentRow } from './instrument-rows'
import { done } from './outcome'
import { pageOf } from './paging'
import { recentTradeRow } from './public-tape'
import { tickerRow } from './ticker-rows'

/** The server's time; clients read the envelope's. */
export const marketTime: Endpoint = ({ world }) => {
  const ms = Math.floor(world.nowMs())
  return done({ timeSecond: String(Math.floor(ms / 1_000)), timeNano: `${ms}000000` })
}

/** What can be traded. Spot is never paged. */
export const instrumentsInfo: Endpoint = (call) => {
  const { world, fields } = call
  const category = categoryOf(fields)
  const one = maybeInstrumentOf(call, category)
  const baseCoin = fields.text('baseCoin')
  const status = fields.text('status') ?? 'Trading'
  const all = listings(world)
    .map((instrument, place) => ({ instrument, number: last - place }))
    .filter(({ instrument }) => instrument.category === category)
    .filter(({ instrument }) => one === null || instrument === one)
    .filter(({ instrument }) => baseCoin === null || instrument.baseCoin === baseCoin)
    .filter(() => status === 'Trading')
  const page = category === 'spot' ? null : pageOf(all, fields, { most: 1_000, usual: 500 })
  const fault = fields.fault()
  if (fault !== null) return fault
  const list = (page?.list ?? all).map(({ instrument, number }) =>
    instrumentRow(instrument, last - number + 1, world.terms.leverage),
  )
  return done({ category, list, ...(page && { nextPageCursor: page.nextPageCursor }) })
}

// pages run by numbers that fall
const last = 1_000_000_000

/** The book as it is displayed, best first. */
export const orderbook: Endpoint = (call) => {
  const { world, fields } = call
  const category = categoryOf(fields)
  const instrument = instrumentOf(call, category)
  const limit = fields.whole('limit', 1, 1_000, category === 'spot' ? 1 : 25)
  const fault = fields.fault()
  if (fault !== null || instrument === null) return fault ?? done({})
  const { symbol } = instrument
  const market = marketAtVenue(world.state, symbol)
  const { updateId, seq, atMs } = world.tape.bookMark(symbol)
  return done({
    s: symbol,
    a: levelTexts(instrument, market, 'Sell', limit),
    b: levelTexts(instrument, market, 'Buy', limit),
    ts: atMs,
    u: updateId,
    seq,
    cts: atMs,
  })
}

/**
 * The first levels of a side, best first, as pairs of texts. A touch that says no quantity, or
 * none, is not displayed: nobody could draw it.
 */
export const levelTexts = (
  instrument: Instrument,
  market: Market,
  side: Side,
  most: number,
): ReadonlyArray<readonly [string, string]> => {
  const levels: Array<readonly [string, string]> = []
  for (let nth = 0; levels.length < most; nth++) {
    const offer = nthOffer(market, side, nth)
    if (offer === null) break
    const { price, qty } = offer
    if (qty !== null && qty > 0)
      levels.push([priceText(instrument, price), formatDecimal(qty, instrument.qtyScale)])
  }
  return levels
}

/** Last, best and mark prices, and what was traded since the desk was opened. */
export const tickers: Endpoint = (call) => {
  const { world, fields } = call
  const category = categoryOf(fields)
  const one = maybeInstrumentOf(call, category)
  const fault = fields.fault()
  if (fault !== null) return fault
  const list = listings(world, category)
    .filter((each) => one === null || each === one)
    .map((each) =>
      tickerRow(each, marketAtVenue(world.state, each.symbol), world.tape.soFar(each.symbol)),
    )
  return done({ category, list })
}

/** Trades of the public, the newest first. */
export const recentTrade: Endpoint = (call: DeskCall) => {
  const { world, fields } = call
  const category = categoryOf(fields)
  const instrument = instrumentOf(call, category)
  const most = category === 'spot' ? 60 : 1_000
  const limit = fields.whole('limit', 1, most, Math.min(most, 500))
  const fault = fields.fault()
  if (fault !== null || instrument === null) return fault ?? done({})
  const printed = world.tape.printed(instrument.symbol)
  const list = printed
    .slice(-limit)
    .reverse()
    .map((each) => recentTradeRow(instrument, each))
  return done({ category, list })
}
