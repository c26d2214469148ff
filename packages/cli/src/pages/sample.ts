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
  /** In the order of listing; a symbol is listed once and for all. */
  readonly symbols: ReadonlyArray<SymbolSample>
  readonly horizons: ReadonlyArray<HorizonReading>
  /** `null` before the first interval that was heard. */
  tempo: Tempo | null
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
export type Touched = { bidLow: number | null; askHigh: number | null }

/** A sample of a state; what is said of its interval was noted as its lines passed. */
export const sampleOf = (
  state: State,
  at: number,
  touched: ReadonlyMap<MarketSymbol, Touched>,
  tempo: Tempo | null,
): Sample => {
  const all = holdings(state)
  const symbols = Object.values(state.instruments).map((instrument) =>
    symbolOf(state, instrument, all, touched.get(instrument.symbol) ?? untouched()),
  )
  return { at, money: moneyOf(state, all), symbols, horizons: horizonsRead(state), tempo }
}

/** No touch came yet. A new value each time. */
export const untouched = (): Touched => ({ bidLow: null, askHigh: null })

/** Makes a sample that of its own interval and the one before: what is not of both stays. */
export const sampleWidened = (own: Sample, before: Sample): void => {
  for (let nth = 0; nth < before.symbols.length; nth++) {
    const { bidLow, askHigh } = before.symbols[nth] as SymbolSample
    touchWidened(own.symbols[nth] as SymbolSample, bidLow, askHigh)
  }
  own.tempo = tempoMerged(before.tempo, own.tempo)
}

/** Makes extremes those of others too. */
export const touchWidened = (own: Touched, bid: number | null, ask: number | null): void => {
  own.bidLow = either(own.bidLow, bid, Math.min)
  own.askHigh = either(own.askHigh, ask, Math.max)
}

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
  { bidLow, askHigh }: Touched,
): SymbolSample => {
  const { symbol } = instrument
  const { bid = null, ask = null } = state.market[symbol] ?? {}
  let [held, heldUsd] = [0, 0]
  for (const holding of all) {
    if (holding.symbol !== symbol) continue
    held += holding.qty
    heldUsd += holding.worthUsd
  }
  const { ownBid, ownAsk } = ownQuotes(state, symbol)
  return { instrument, bidLow, askHigh, bid, ask, ownBid, ownAsk, held, heldUsd }
}
