import type { BookSide, Worse } from './book-side'
import { pullBetter, setLevel, takeBest } from './book-side'
import type { GeneratedListing } from './generated-listing'
import type { MarketDice } from './market-dice'
import type { PriceProcess } from './price-process'

/** A made-up order book around a wandering mid. It is never crossed and never empty. */
export type MadeBook = {
  readonly bids: ReadonlyArray<number>
  readonly asks: ReadonlyArray<number>
  /** Quotes follow the mid: those it came too near to are pulled, and better ones are placed. */
  readonly follow: () => void
  /** Someone changes, adds or pulls a level, more often near the touch. */
  readonly stir: () => void
  /** A taker eats the touch; what traded, flat. */
  readonly take: (taker: 'Buy' | 'Sell', qty: number) => ReadonlyArray<number>
}

/** A book of `levels` per side around the mid of a price. */
export const madeBook = (
  dice: MarketDice,
  price: PriceProcess,
  { listed, smallQty }: GeneratedListing,
  levels: number,
): MadeBook => {
  const tick = listed.tickSize
  const gapTicks = Math.max(1, Math.trunc(price.bpFine / 1_000 / tick / 3))
  const bids: BookSide = []
  const asks: BookSide = []
  const onTick = (fine: number, worse: Worse): number =>
    (worse === -1 ? Math.floor(fine / 1_000 / tick) : Math.ceil(fine / 1_000 / tick)) * tick
  /** A price `share` thousandths of the half spread away from the mid. */
  const away = (worse: Worse, share: number): number => {
    const half = Math.trunc((price.bpFine * halfSpread(price.vol())) / 1_000)
    return onTick(price.midFine() + worse * Math.trunc((half * share) / 1_000), worse)
  }
  const gap = (): number => (1 + dice.below(gapTicks * 2)) * tick
  const qtyAt = (depth: number): number =>
    smallQty * (12 + depth * 6) * dice.size() + dice.below(smallQty)
  const fill = (side: BookSide, worse: Worse): void => {
    side.splice(levels * 2)
    while (side.length < levels * 2) {
      const last = side.at(-2)
      const next = last === undefined ? away(worse, 1_000) : last + worse * gap()
      setLevel(side, worse, next, qtyAt(side.length / 2))
    }
  }
  const followSide = (side: BookSide, worse: Worse): void => {
    pullBetter(side, worse, away(worse, 600))
    const best = side[0]
    const isFar = best === undefined || (best - away(worse, 1_400)) * worse > 0
    if (best === undefined || (isFar && dice.happens(500)))
      setLevel(side, worse, away(worse, 900 + dice.below(200)), qtyAt(0))
    fill(side, worse)
  }
  const stirSide = (side: BookSide, worse: Worse): void => {
    const depth = Math.min(dice.below(levels), dice.below(levels))
    const level = side[depth * 2] as number
    const deed = dice.below(10)
    if (deed < 6) setLevel(side, worse, level, qtyAt(depth))
    else if (deed < 8) setLevel(side, worse, level + worse * gap(), qtyAt(depth))
    else setLevel(side, worse, level, 0)
    fill(side, worse)
  }
  fill(bids, -1)
  fill(asks, 1)
  return {
    bids,
    asks,
    follow: () => {
      followSide(bids, -1)
      followSide(asks, 1)
    },
    stir: () => {
      if (dice.happens(500)) stirSide(bids, -1)
      else stirSide(asks, 1)
    },
    take: (taker, qty) => {
      const traded = taker === 'Buy' ? takeBest(asks, qty, 3) : takeBest(bids, qty, 3)
      fill(bids, -1)
      fill(asks, 1)
      return traded
    },
  }
}

/** Half the spread that quotes aim for, in thousandths of a basis point: wider when volatile. */
const halfSpread = (vol: number): number => 1_400 + vol
