import type { Market } from '../state/market'
import { mulDiv } from '../units/arithmetic'
import type { FairKind } from './market-maker-params'
import type { FairValue } from './quoting'

/**
 * The fair value of a touch; `null` unless it has two sides that do not meet. The microprice weighs
 * the bid by what the ask offers and the ask by what the bid wants, so it leans to the side that is
 * likely to give way; a touch without quantities has its mid.
 */
export const fairValueOf = (market: Market, kind: FairKind): FairValue | null => {
  const { bid, ask, bidQty, askQty } = market
  if (bid === null || ask === null || bid >= ask) return null
  const isWeighed = kind === 'microprice' && bidQty !== null && askQty !== null
  return isWeighed && (bidQty > 0 || askQty > 0)
    ? { bid, ask, bidWeight: askQty, askWeight: bidQty }
    : { bid, ask, bidWeight: 1, askWeight: 1 }
}

/**
 * How far up the order book's imbalance shifts a quote: `atMost` times
 * (bids - asks) / (bids + asks), over the first `levels` levels of the book. One level is the
 * touch, and so is any number where no book is known; without quantities it is 0.
 */
export const imbalanceShift = (market: Market, levels: number, atMost: number): number => {
  const { book } = market
  const isTouch = levels === 1 || book === null
  const bids = isTouch ? market.bidQty : depthOf(book.bids, levels)
  const asks = isTouch ? market.askQty : depthOf(book.asks, levels)
  if (bids === null || asks === null) return 0
  const [wanted, offered] = [Math.min(bids, halfMax), Math.min(asks, halfMax)]
  const both = wanted + offered
  const shift = both === 0 ? 0 : mulDiv(atMost, wanted - offered, both)
  // a small shift down is cut to -0, which is no other number
  return shift === 0 ? 0 : shift
}

/** Held at half of the largest safe integer, so that both sides together are exact. */
const depthOf = (side: ReadonlyArray<number>, levels: number): number => {
  let qty = 0
  for (let i = 1; i < side.length && i < levels * 2; i += 2)
    qty = Math.min(qty + Math.min(side[i] as number, halfMax), halfMax)
  return qty
}

const halfMax = (Number.MAX_SAFE_INTEGER - 1) / 2
