import type { Side } from '../units/side'

/** Whether a price comes before another in a side's book: buys from high to low, sells up. */
export const isAhead = (side: Side, price: number, other: number): boolean =>
  side === 'Buy' ? price > other : price < other

/** Whether an order at `limit` may trade with a price of the other side. */
export const isWithin = (side: Side, limit: number, price: number): boolean =>
  side === 'Buy' ? price <= limit : price >= limit

/** The side that an order trades with. */
export const otherSide = (side: Side): Side => (side === 'Buy' ? 'Sell' : 'Buy')

/**
 * Where a price stands, or would stand, in a flat run of a side that goes best first: price,
 * something, price, something.
 */
export const placeIn = (run: ReadonlyArray<number>, side: Side, price: number): number => {
  let low = 0
  let high = run.length >> 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (isAhead(side, run[middle << 1] as number, price)) low = middle + 1
    else high = middle
  }
  return low << 1
}
