import type { MarketDice } from './market-dice'

/**
 * Where a symbol's fair price wanders. Prices are in thousandths of a price unit ("fine").
 *
 * Volatility comes in clusters: it is pulled back to 1 and jumps now and then, and the market's
 * pace and spread go with it. News is known to informed traders first and gets into the price
 * over the next second: that is what makes a flow toxic. `lean` is what trades pushed the mid away
 * by, and it comes back.
 */
export type PriceProcess = {
  readonly fairFine: () => number
  readonly midFine: () => number
  /** One basis point of the starting price. */
  readonly bpFine: number
  /** Volatility in thousandths of its calm level. */
  readonly vol: () => number
  /** What is known to the informed and not yet in the price. */
  readonly newsFine: () => number
  readonly lean: (pushedFine: number) => void
  /** One event further; `toxic` is how toxic the flow is, in thousandths. */
  readonly move: (toxic: number) => void
}

/** A price that starts at `startPrice` price units. */
export const priceProcess = (dice: MarketDice, startPrice: number): PriceProcess => {
  const bpFine = Math.trunc(startPrice / 10)
  let fair = startPrice * 1_000
  let vol = 1_000
  let news = 0
  let lean = 0
  const moveVol = (): void => {
    vol += Math.trunc((1_000 - vol) / 160) + Math.trunc((dice.bell() * vol) / 4_500)
    if (dice.below(1_200) === 0) vol += 1_000 + dice.below(1_500)
    vol = Math.max(500, Math.min(volMax, vol))
  }
  const moveNews = (toxic: number): void => {
    const intoPrice = Math.trunc(news / 14)
    fair += intoPrice
    news -= intoPrice
    if (Math.abs(news) > bpFine || dice.below(20_000) >= toxic) return
    const size = bpFine * 9 + Math.trunc((bpFine * dice.below(6_000)) / 1_000)
    news += dice.happens(500) ? size : -size
    vol = Math.min(volMax, vol + 160)
  }
  return {
    bpFine,
    fairFine: () => fair,
    midFine: () => fair + lean,
    vol: () => vol,
    newsFine: () => news,
    lean: (pushedFine) => {
      lean += pushedFine
    },
    move: (toxic) => {
      moveVol()
      moveNews(toxic)
      const spread = 300 + Math.trunc((700 * vol) / 1_000)
      fair += Math.trunc((dice.bell() * Math.trunc((bpFine * spread) / 1_500)) / 1_000)
      fair = Math.max(fair, startPrice * 100)
      lean -= Math.trunc(lean / 12)
    },
  }
}

const volMax = 5_000
