import type { Instrument, MarketSymbol, State } from '@shadowtape/core'
import { worstCaseUsd } from '@shadowtape/core'

import { ownQuotes } from '../postmortems/quotes-around'
import type { Holding } from '../reports/holdings'
import { holdings } from '../reports/holdings'
import type { HorizonReading } from './horizon-edges'
import { horizonsRead } from './horizon-edges'
import type { Tempo } from './tempo'
import { tempoMerged } from './tempo'

/**
 * A session as the last line of an interval left it, in units of core's, with what is said of the
 * whole interval: the touch's extremes, and how much went on.
 */
export type Sample = {
  readonly at: number
  readonly money: MoneySample
  readonly symbols: ReadonlyMap<MarketSymbol, SymbolSample>
  readonly horizons: ReadonlyArray<HorizonReading>
  /** `null` before the first interval that was heard. */
  readonly tempo: Tempo | null
}

/** Millionths of a dollar, of all accounts and symbols. */
type MoneySample = {
  readonly realized: number
  readonly unrealized: number
  readonly fees: number
  readonly funding: number
  readonly exposure: number
  readonly exposureMax: number | null
  readonly heldUsdMax: number | null
  readonly openOrders: number
}

/** A symbol: prices in ticks, what is held in lots and in millionths of a dollar. */
export type SymbolSample = Touched & {
  readonly instrument: Instrument
  readonly bid: number | null
  readonly ask: number | null
  readonly ownBid: number | null
  readonly ownAsk: number | null
  readonly held: number
  readonly heldUsd: number
}

/** The lowest bid and the highest ask of an interval, in ticks; `null` where neither came. */
export type Touched = { readonly bidLow: number | null; readonly askHigh: number | null }

/** A sample of a state; what is said of its interval was noted as its lines passed. */
export const sampleOf = (
  state: State,
  at: number,
  touched: ReadonlyMap<MarketSymbol, Touched>,
  tempo: Tempo | null,
): Sample => {
  const all = holdings(state)
  const symbols = new Map<MarketSymbol, SymbolSample>()
  for (const [name, instrument] of Object.entries(state.instruments)) {
    const symbol = name as MarketSymbol
    symbols.set(symbol, symbolOf(state, instrument, all, touched.get(symbol) ?? untouched))
  }
  return { at, money: moneyOf(state, all), symbols, horizons: horizonsRead(state), tempo }
}

const untouched: Touched = { bidLow: null, askHigh: null }

/** The one sample of two neighboring intervals that are made one. */
export const samplesMerged = (first: Sample, last: Sample): Sample => ({
  ...last,
  symbols: new Map(
    [...last.symbols].map(([symbol, own]) => [
      symbol,
      { ...own, ...touchMerged(first.symbols.get(symbol) ?? untouched, own) },
    ]),
  ),
  tempo: tempoMerged(first.tempo, last.tempo),
})

/** The extremes of two intervals. */
const touchMerged = (a: Touched, b: Touched): Touched => ({
  bidLow: either(a.bidLow, b.bidLow, Math.min),
  askHigh: either(a.askHigh, b.askHigh, Math.max),
})

/** The extremes once a touch is another. */
export const touchNoted = (
  before: Touched | undefined,
  { bid, ask }: { readonly bid: number | null; readonly ask: number | null },
): Touched => touchMerged(before ?? untouched, { bidLow: bid, askHigh: ask })

const either = (
  a: number | null,
  b: number | null,
  of: (a: number, b: number) => number,
): number | null => (a === null ? b : b === null ? a : of(a, b))

const moneyOf = (state: State, all: ReadonlyArray<Holding>): MoneySample => {
  const sum = (of: (holding: Holding) => number): number =>
    all.reduce((total, holding) => total + of(holding), 0)
  const { config, orders } = state
  return {
    realized: sum((one) => one.realizedUsd),
    unrealized: sum((one) => one.unrealizedUsd),
    fees: sum((one) => one.feesUsd),
    funding: sum((one) => one.fundingUsd),
    exposure: sum(({ account, symbol }) => worstCaseUsd(state, account, symbol as MarketSymbol)),
    exposureMax: config?.totalNotionalUsdMax ?? null,
    heldUsdMax: config?.inventoryUsdMax ?? null,
    openOrders: orders.openCount,
  }
}

const symbolOf = (
  state: State,
  instrument: Instrument,
  all: ReadonlyArray<Holding>,
  touched: Touched,
): SymbolSample => {
  const { symbol } = instrument
  const { bid = null, ask = null } = state.market[symbol] ?? {}
  let [held, heldUsd] = [0, 0]
  for (const holding of all) {
    if (holding.symbol !== symbol) continue
    held += holding.qty
    heldUsd += holding.worthUsd
  }
  return { instrument, ...touched, bid, ask, ...ownQuotes(state, symbol), held, heldUsd }
}
