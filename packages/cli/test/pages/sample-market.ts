import type { FillMark, SymbolSeries } from '../../src/pages/report-data'

/** Numbers between 0 and 1 that are the same on every run. */
export const drawsOf = (seed: number): (() => number) => {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
}

/** A symbol as the sample's market has it. */
export type SampleSymbol = {
  readonly symbol: string
  readonly price: number
  readonly tick: number
  readonly priceDecimals: number
  readonly qtyDecimals: number
  readonly qty: number
}

/** When the sample's bot quotes nothing, in samples. */
export type Quiet = ReadonlyArray<readonly [from: number, to: number]>

const isQuiet = (quiet: Quiet, i: number): boolean =>
  quiet.some(([from, to]) => i >= from && i < to)

/** A market that wanders, our quotes in it, and the fills that they got. */
export const sampleMarket = (
  one: SampleSymbol,
  times: ReadonlyArray<number>,
  quiet: Quiet,
  seed: number,
): { readonly series: SymbolSeries; readonly fills: ReadonlyArray<FillMark> } => {
  const draw = drawsOf(seed)
  const rounded = (value: number): number => Number(value.toFixed(one.priceDecimals))
  const rows = times.map((at, i) => ({ at, i }))
  let [mid, held] = [one.price, 0]
  const fills: Array<FillMark> = []
  const made = rows.map(({ at, i }) => {
    mid += (draw() - 0.5) * one.tick * 24
    const [bid, ask] = [rounded(mid - one.tick * 4), rounded(mid + one.tick * 4)]
    const quoting = !isQuiet(quiet, i) && i > 2
    const isFilled = quoting && draw() < 0.08
    if (isFilled) {
      const side = draw() < 0.5 ? 'Buy' : 'Sell'
      held = Number((held + (side === 'Buy' ? one.qty : -one.qty)).toFixed(one.qtyDecimals))
      fills.push(fillOf(one, fills.length, at, side, side === 'Buy' ? bid : ask, draw() < 0.2))
    }
    return {
      ...{ bid, ask, bidLow: rounded(bid - draw() * one.tick * 9) },
      ...{ askHigh: rounded(ask + draw() * one.tick * 9), held },
      ownBid: quoting ? rounded(mid - one.tick * 7) : null,
      ownAsk: quoting ? rounded(mid + one.tick * 7) : null,
      heldUsd: Number((held * mid).toFixed(2)),
    }
  })
  const series: SymbolSeries = {
    ...{ symbol: one.symbol, priceDecimals: one.priceDecimals, qtyDecimals: one.qtyDecimals },
    ...{ bid: made.map(({ bid }) => bid), ask: made.map(({ ask }) => ask) },
    ...{ bidLow: made.map((row) => row.bidLow), askHigh: made.map((row) => row.askHigh) },
    ...{ ownBid: made.map((row) => row.ownBid), ownAsk: made.map((row) => row.ownAsk) },
    ...{ held: made.map((row) => row.held), heldUsd: made.map((row) => row.heldUsd) },
    heldUsdMax: 10_000,
  }
  return { series, fills }
}

const fillOf = (
  { symbol, qty, qtyDecimals, priceDecimals }: SampleSymbol,
  nth: number,
  at: number,
  side: 'Buy' | 'Sell',
  price: number,
  isTaker: boolean,
): FillMark => ({
  ...{ seq: 100 + nth * 7, at, account: 'main', symbol, side, price },
  ...{ priceText: price.toFixed(priceDecimals), qty: qty.toFixed(qtyDecimals) },
  fee: (price * qty * 0.0002).toFixed(5),
  ...{ liquidity: isTaker ? 'Taker' : 'Maker', orderId: `o-${nth + 1}` },
})
