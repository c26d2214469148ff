import type { Draft } from 'immer'

import { invariant } from '../base/invariant'
import type { BookUpdated } from '../events/book-updated'
import type { QuoteObserved } from '../events/quote-observed'
import type { TickerUpdated } from '../events/ticker-updated'
import type { TradePrinted } from '../events/trade-printed'
import type { MarketSymbol } from '../units/market-symbol'
import type { Side } from '../units/side'
import { isAhead } from './best-first'
import { displayedAt, touchOf, touchQtyOf } from './displayed'
import type { Market } from './market'
import { bookUpdated, quoteObserved, tickerUpdated, tradePrinted } from './market'
import type { RestingLevel } from './resting'
import { levelPlace, levelsOf, shown, traded, tradedThrough } from './resting'
import type { State } from './state'
import { levelRefreshed, touchMoved } from './taken'
import type { VenueRow } from './venue'
import { marketAtVenue, venueRow } from './venue'

const sides: ReadonlyArray<Side> = ['Buy', 'Sell']

/** A touch as it was before a message, to see what the message has shown anew. */
type TouchBefore = Pick<Market, 'bid' | 'bidQty' | 'ask' | 'askQty'>

/** Nothing rests, and nothing was taken: there is nothing that a market message could move. */
const isIdle = ({ resting, taken }: VenueRow | Draft<VenueRow>): boolean =>
  resting.bids.length === 0 &&
  resting.asks.length === 0 &&
  taken.bids.length === 0 &&
  taken.asks.length === 0

/** What comes with the feed. */
export type MarketMessage = QuoteObserved | BookUpdated | TradePrinted | TickerUpdated

/** The market moves: the venue's, which is ours too where the feed takes no time. */
export const marketMoved = (draft: Draft<State>, event: MarketMessage): void => {
  const market = marketAtVenue(draft, event.symbol) as Draft<Market>
  if (isIdle(venueRow(draft, event.symbol))) return moved(market, event)
  const { bid, bidQty, ask, askQty } = market
  const before = { bid, bidQty, ask, askQty }
  moved(market, event)
  if (event.type === 'QuoteObserved') quoteAtVenue(draft, event, before)
  else if (event.type === 'BookUpdated') bookAtVenue(draft, event, before)
  else if (event.type === 'TradePrinted') tradeAtVenue(draft, event)
}

/** We hear how the market moved, where that is not at once. */
export const marketHeard = (draft: Draft<State>, event: MarketMessage): void => {
  if (draft.venue.market === null) return
  const market = draft.market[event.symbol]
  invariant(market !== undefined, () => `${event.symbol} was never listed`)
  moved(market, event)
}

const moved = (market: Draft<Market>, event: MarketMessage): void => {
  switch (event.type) {
    case 'QuoteObserved':
      return quoteObserved(market, event)
    case 'BookUpdated':
      return bookUpdated(market, event)
    case 'TradePrinted':
      return tradePrinted(market, event)
    case 'TickerUpdated':
      return tickerUpdated(market, event)
  }
}

/** A new touch: our queues at it and before it move, and what it shows anew is there again. */
const quoteAtVenue = (draft: Draft<State>, event: QuoteObserved, before: TouchBefore): void => {
  const row = venueRow(draft, event.symbol)
  const market = marketAtVenue(draft, event.symbol)
  for (const side of sides) {
    if (touchChange(market, side, before) !== 'none')
      levelRefreshed(row.taken, side, touchOf(market, side) ?? 0)
    touchShown(draft, event.symbol, side, event.venueAt ?? draft.at, before)
  }
}

/** Levels are shown anew: our queues at them move, and what was taken there is there again. */
const bookAtVenue = (draft: Draft<State>, event: BookUpdated, before: TouchBefore): void => {
  const row = venueRow(draft, event.symbol)
  const market = marketAtVenue(draft, event.symbol)
  for (const side of sides) {
    const levels = levelsOf(row.resting, side)
    const changed = side === 'Buy' ? event.bids : event.asks
    if (event.kind === 'snapshot') {
      row.taken[side === 'Buy' ? 'bids' : 'asks'] = []
      for (const level of levels) levelShown(draft, event.symbol, side, level, event.venueAt)
    } else
      for (let i = 0; i < changed.length; i += 2) {
        const price = changed[i] as number
        levelRefreshed(row.taken, side, price)
        const touch = touchOf(market, side)
        if (touch !== null && !isAhead(side, touch, price)) continue
        const level = levels[levelPlace(levels, side, price)]
        if (level?.price === price) levelShown(draft, event.symbol, side, level, event.venueAt)
      }
    if (touchChange(market, side, before) === 'resized')
      levelRefreshed(row.taken, side, touchOf(market, side) ?? 0)
    touchShown(draft, event.symbol, side, event.venueAt, before)
  }
}

/**
 * What became of a touch: a level that only comes to be the touch, because those before it went,
 * still shows what it did.
 */
const touchChange = (
  market: Market,
  side: Side,
  before: TouchBefore,
): 'moved' | 'resized' | 'none' => {
  const [price, qty] = side === 'Buy' ? [before.bid, before.bidQty] : [before.ask, before.askQty]
  if (touchOf(market, side) !== price) return 'moved'
  return touchQtyOf(market, side) === qty ? 'none' : 'resized'
}

/** A public trade comes to the orders of ours that its taker would have met. */
const tradeAtVenue = (draft: Draft<State>, event: TradePrinted): void => {
  if (draft.config?.fillModel !== 'queue') return
  const side: Side = event.side === 'Buy' ? 'Sell' : 'Buy'
  const levels = levelsOf(venueRow(draft, event.symbol).resting, side)
  const { queueRule } = draft.venue
  const lot = draft.instruments[event.symbol]?.lotSize ?? 1
  let rest: number = event.qty
  for (const level of levels) {
    if (rest === 0) return
    if (level.price === event.price) {
      if (level.shownQty === null) levelShown(draft, event.symbol, side, level, event.venueAt)
      traded(level, rest, event.venueAt, queueRule, lot)
      return
    }
    if (!isAhead(side, level.price, event.price)) return
    rest = tradedThrough(level, rest)
  }
}

const touchShown = (
  draft: Draft<State>,
  symbol: MarketSymbol,
  side: Side,
  at: number,
  before: TouchBefore,
): void => {
  const row = venueRow(draft, symbol)
  const market = marketAtVenue(draft, symbol)
  const touch = touchOf(market, side)
  if (touch === null) return
  touchMoved(row.taken, side, touch)
  const wasTouch = side === 'Buy' ? before.bid : before.ask
  const levels = levelsOf(row.resting, side)
  for (let i = firstPassed(levels, side, wasTouch, touch); i < levels.length; i++) {
    const level = levels[i] as Draft<RestingLevel>
    if (isAhead(side, touch, level.price)) return
    levelShown(draft, symbol, side, level, at)
  }
}

/** The first level that a touch has come to or left: before both, nothing was or is shown. */
const firstPassed = (
  levels: ReadonlyArray<RestingLevel>,
  side: Side,
  wasTouch: number | null,
  touch: number,
): number => {
  if (wasTouch === null) return 0
  return levelPlace(levels, side, isAhead(side, touch, wasTouch) ? touch : wasTouch)
}

const levelShown = (
  draft: Draft<State>,
  symbol: MarketSymbol,
  side: Side,
  level: Draft<RestingLevel>,
  at: number,
): void => {
  if (draft.config?.fillModel !== 'queue') return
  const lot = draft.instruments[symbol]?.lotSize ?? 1
  const qty = displayedAt(marketAtVenue(draft, symbol), side, level.price)
  shown(level, qty, at, draft.venue.queueRule, lot)
}
