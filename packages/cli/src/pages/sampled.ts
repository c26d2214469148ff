import type { Instrument } from '@shadowtape/core'
import { usdScale } from '@shadowtape/core'

import { horizonEdges } from './horizon-edges'
import type { EdgeSeries, MoneySeries, Series, SymbolSeries } from './report-data'
import type { Sample, SymbolSample } from './sample'
import type { Tempo } from './tempo'

/** The samples of a session, as series. */
export type Sampled = {
  readonly times: ReadonlyArray<number>
  readonly money: MoneySeries
  readonly symbols: ReadonlyArray<SymbolSeries>
  /** Edges at horizons that no line says one of. */
  readonly horizons: ReadonlyArray<EdgeSeries>
  readonly tempo: TempoSeries
}

/** How many trades, fills, orders and no's there were in the interval of each sample. */
export type TempoSeries = Readonly<Record<keyof Tempo, Series>>

/** Samples as series, for drawing. Limits are those of the last one. */
export const sampledOf = (samples: ReadonlyArray<Sample>): Sampled => ({
  times: samples.map(({ at }) => at),
  money: moneySeries(samples),
  symbols: (samples.at(-1)?.symbols ?? []).map(({ instrument }, nth) =>
    symbolSeries(samples, nth, instrument),
  ),
  horizons: horizonEdges(samples),
  tempo: tempoSeries(samples),
})

const dollars = (units: number): number => units / 10 ** usdScale

/** A sum of floats for a chart, without the digits that are none. */
const cents = (usd: number): number => Math.round(usd * 1e6) / 1e6

const moneySeries = (samples: ReadonlyArray<Sample>): MoneySeries => {
  const of = (name: 'realized' | 'unrealized' | 'fees' | 'funding' | 'exposure') =>
    samples.map(({ money }) => dollars(money[name]))
  const [realized, unrealized, fees, funding] = [
    ...[of('realized'), of('unrealized'), of('fees'), of('funding')],
  ] as const
  const limit = samples.at(-1)?.money.exposureMax ?? null
  return {
    net: samples.map(({ money }) =>
      cents(
        dollars(money.realized) +
          dollars(money.unrealized) -
          dollars(money.fees) -
          dollars(money.funding),
      ),
    ),
    ...{ realized, unrealized, fees, funding },
    exposure: of('exposure'),
    exposureMax: limit === null ? null : dollars(limit),
    openOrders: samples.map(({ money }) => money.openOrders),
  }
}

const symbolSeries = (
  samples: ReadonlyArray<Sample>,
  nth: number,
  { symbol, priceScale, qtyScale }: Instrument,
): SymbolSeries => {
  const own = samples.map(({ symbols }) => symbols[nth])
  const each = (of: (sample: SymbolSample) => number | null, scale: number): Series =>
    own.map((sample) => {
      const value = sample === undefined ? null : of(sample)
      return value === null ? null : value / 10 ** scale
    })
  const limit = samples.at(-1)?.money.heldUsdMax ?? null
  return {
    ...{ symbol, priceDecimals: priceScale, qtyDecimals: qtyScale },
    bid: each((one) => one.bid, priceScale),
    ask: each((one) => one.ask, priceScale),
    bidLow: each((one) => one.bidLow ?? one.bid, priceScale),
    askHigh: each((one) => one.askHigh ?? one.ask, priceScale),
    ownBid: each((one) => one.ownBid, priceScale),
    ownAsk: each((one) => one.ownAsk, priceScale),
    held: each((one) => one.held, qtyScale),
    heldUsd: each((one) => one.heldUsd, usdScale),
    heldUsdMax: limit === null ? null : dollars(limit),
  }
}

const tempoSeries = (samples: ReadonlyArray<Sample>): TempoSeries => {
  const of = (name: keyof Tempo): Series => samples.map(({ tempo }) => tempo?.[name] ?? null)
  return {
    ...{ trades: of('trades'), fills: of('fills'), placed: of('placed') },
    ...{ canceled: of('canceled'), denied: of('denied') },
  }
}
