import type { Input } from '@shadowtape/core'

import type { BookSides } from './made-messages'
import { bookFeed, edgeUpdated, tickerUpdated, tradeTape } from './made-messages'
import { edgeMeter } from './edge-meter'
import type { GeneratedListing } from './generated-listing'
import type { GeneratedPlan } from './generated-plan'
import { madeBook } from './made-book'
import type { MarketDice } from './market-dice'
import { marketDice } from './market-dice'
import type { PriceProcess } from './price-process'
import { priceProcess } from './price-process'

/** One symbol's made-up market. Times are the venue's; what happens is handed to `say`. */
export type MadeSymbol = {
  readonly nextAt: () => number
  /** The first snapshot. */
  readonly open: (say: Say) => void
  /** The next event and what it does to the book. */
  readonly advance: (say: Say) => void
  /** What the ticker and the edge meter know at a time. */
  readonly measure: (at: number, say: Say) => void
}

/** Takes what happened, in order. */
export type Say = (input: Input) => void

/** The market of the plan's symbol at a place in its list. */
export const madeSymbol = (
  plan: GeneratedPlan,
  listing: GeneratedListing,
  place: number,
): MadeSymbol => {
  const { symbol } = listing.listed
  const dice = marketDice(plan.seed, place)
  const price = priceProcess(dice, listing.startPrice)
  const book = madeBook(dice, price, listing, plan.levels)
  const tape = tradeTape(symbol, place)
  const feed = bookFeed(symbol, dice)
  const meter = edgeMeter()
  const wait = (): number => Math.trunc((dice.wait() * meanWaitUs) / price.vol()) + 1
  let at: number = plan.start + wait()
  let last: number | null = null

  const trade = (say: Say): void => {
    const isKnown = Math.abs(price.newsFine()) > price.bpFine * 2
    const isInformed = isKnown && dice.happens(850)
    const side = isInformed ? sideOf(price.newsFine()) : calmSide(dice, price, book)
    const qty = listing.smallQty * dice.size() * (isInformed ? 3 : 1) + dice.below(listing.smallQty)
    const traded = book.take(side, qty)
    for (let i = 0; i < traded.length; i += 2) {
      last = traded[i] as number
      say(tape(at, side, last, traded[i + 1] as number))
      meter.printed(at, side, last)
    }
    price.lean((side === 'Buy' ? 1 : -1) * Math.trunc((price.bpFine * traded.length) / 8))
  }

  return {
    nextAt: () => at,
    open: (say) => {
      for (const message of feed(plan.start, book)) say(message)
      meter.midMoved(plan.start, midTwice(book))
    },
    advance: (say) => {
      price.move(toxicityAt(plan, at))
      const haste = Math.abs(price.newsFine()) > price.bpFine * 2 ? 600 : 220
      if (dice.happens(haste)) trade(say)
      else book.stir()
      book.follow()
      for (const message of feed(at, book)) say(message)
      meter.midMoved(at, midTwice(book))
      at += wait()
    },
    measure: (time, say) => {
      say(tickerUpdated(symbol, last, Math.round(price.fairFine() / 1_000), time))
      const edge = meter.edge(time)
      if (edge !== null) say(edgeUpdated(symbol, edge))
    },
  }
}

/** The mean time between events of a calm symbol is 40 ms, over a volatility of 1000. */
const meanWaitUs = 40_000

/** How toxic the flow is, in thousandths: it grows over the first half of the toxic stretch. */
const toxicityAt = (plan: GeneratedPlan, at: number): number => {
  const into = at - plan.start - plan.calmUs
  if (into <= 0) return 0
  return Math.min(1_000, 100 + Math.trunc((into * 1_800) / plan.toxicUs))
}

const sideOf = (signed: number): 'Buy' | 'Sell' => (signed > 0 ? 'Buy' : 'Sell')

const midTwice = (book: BookSides): number => (book.bids[0] as number) + (book.asks[0] as number)

/** Who knows nothing trades either way, a little rather towards the fair price. */
const calmSide = (dice: MarketDice, price: PriceProcess, book: BookSides): 'Buy' | 'Sell' => {
  const cheapFine = price.fairFine() * 2 - midTwice(book) * 1_000
  const tilt = Math.max(-100, Math.min(100, Math.trunc((cheapFine * 50) / price.bpFine)))
  return dice.happens(500 + tilt) ? 'Buy' : 'Sell'
}
