import type { Draft } from 'immer'

import type { Side } from '../units/side'
import { isAhead, isWithin, otherSide, placeIn } from './best-first'
import type { Offer } from './displayed'
import { nthOffer } from './displayed'
import type { Market } from './market'

/**
 * What the session itself has taken of what is displayed, and the data has not shown anew: flat,
 * price, quantity, ..., best first.
 */
export type Taken = { readonly bids: ReadonlyArray<number>; readonly asks: ReadonlyArray<number> }

const sideOfTaken = <T extends Taken | Draft<Taken>>(taken: T, side: Side): T['bids'] =>
  side === 'Buy' ? taken.bids : taken.asks

/** How much of a level is still there for us, `null` where the market does not say how much. */
export const leftOf = (taken: Taken, side: Side, { price, qty }: Offer): number | null => {
  if (qty === null) return null
  const run = sideOfTaken(taken, side)
  if (run.length === 0) return qty
  const place = placeIn(run, side, price)
  return run[place] === price ? Math.max(qty - (run[place + 1] as number), 0) : qty
}

/**
 * An order of `side` that may trade up to `limit` took `qty` of what is displayed, best first. What
 * is shown without a quantity is never used up.
 */
export const tookFromBook = (
  taken: Draft<Taken>,
  market: Market,
  side: Side,
  limit: number,
  qty: number,
): void => {
  const from = otherSide(side)
  const run = sideOfTaken(taken, from)
  let rest = qty
  for (let nth = 0; rest > 0; nth++) {
    const offer = nthOffer(market, from, nth)
    if (offer === null || !isWithin(side, limit, offer.price)) return
    const left = leftOf(taken, from, offer)
    if (left === null) return
    const took = Math.min(left, rest)
    if (took === 0) continue
    const place = placeIn(run, from, offer.price)
    if (run[place] === offer.price) run[place + 1] = (run[place + 1] as number) + took
    else run.splice(place, 0, offer.price, took)
    rest -= took
  }
}

/** The data has shown a level anew: all of it is there again. */
export const levelRefreshed = (taken: Draft<Taken>, side: Side, price: number): void => {
  const run = sideOfTaken(taken, side)
  if (run.length === 0) return
  const place = placeIn(run, side, price)
  if (run[place] === price) run.splice(place, 2)
}

/** The touch is at `price` now, so levels before it are gone, and with them what we took there. */
export const touchMoved = (taken: Draft<Taken>, side: Side, price: number): void => {
  const run = sideOfTaken(taken, side)
  while (run.length > 0 && isAhead(side, run[0] as number, price)) run.splice(0, 2)
}
