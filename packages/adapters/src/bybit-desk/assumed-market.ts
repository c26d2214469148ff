import type { Instrument, PlaceOrder, Price, Qty } from '@shadowtape/core'
import { marketAtVenue } from '@shadowtape/core'

import type { DeskWorld } from './desk-world'

/**
 * A limit order in a symbol of which nothing was seen yet finds a market around its own price that
 * shows no quantity: it is neither refused nor filled because of that. What the market then says
 * takes its place.
 */
export const withAssumedMarket = (
  world: DeskWorld,
  { symbol, tickSize }: Instrument,
  { side, price }: PlaceOrder,
): void => {
  if (price === null || price % tickSize !== 0) return
  if (marketAtVenue(world.state, symbol).mark !== null) return
  const [bid, ask] = side === 'Buy' ? [price, price + tickSize] : [price - tickSize, price]
  if (bid <= 0) return
  world.take({
    type: 'QuoteObserved',
    symbol,
    bid: bid as Price,
    bidQty: 0 as Qty,
    ask: ask as Price,
    askQty: 0 as Qty,
    venueAt: null,
    crossSeq: null,
  })
}
