import type { Entry, MarketSymbol, State } from '@shadowtape/core'
import { usdScale, worstCaseUsd } from '@shadowtape/core'

import { ownQuotes } from '../postmortems/quotes-around'
import type { Holding } from '../reports/holdings'
import { holdings } from '../reports/holdings'
import { newHorizonEdges } from './horizon-edges'
import type { EdgeSeries, MoneySeries, SymbolSeries } from './report-data'

type Grown<T> = {
  -readonly [K in keyof T]: T[K] extends ReadonlyArray<infer E> ? Array<E> : T[K]
}

/** Takes samples of a session as its lines pass. Its memory is that of the samples. */
export type Sampler = {
  /** Hears a line before it changes the state. */
  readonly hear: (state: State, entry: Entry) => void
  /** Takes the last sample, and gives all. */
  readonly done: (state: State) => Sampled
}

/** The samples of a session. */
export type Sampled = {
  readonly times: ReadonlyArray<number>
  readonly money: MoneySeries
  readonly symbols: ReadonlyArray<SymbolSeries>
  /** Edges at horizons that no line says one of. */
  readonly horizons: ReadonlyArray<EdgeSeries>
}

/** What is kept of a symbol's touch within an interval. */
type Extremes = { bidLow: number | null; askHigh: number | null }

/**
 * A sampler of so many equal intervals of a session. Of each interval in which something was said
 * there is one sample, as its last line left the state; of the touch the lowest bid and the highest
 * ask of the interval are kept too.
 */
export const newSampler = (startAt: number, intervalUs: number): Sampler => {
  const times: Array<number> = []
  const money = newMoney()
  const symbols = new Map<MarketSymbol, Grown<SymbolSeries>>()
  const extremes = new Map<MarketSymbol, Extremes>()
  const horizons = newHorizonEdges()
  let [interval, lastAt] = [0, startAt]
  let touched: MarketSymbol | null = null

  const touchNoted = (state: State): void => {
    if (touched === null) return
    const market = state.market[touched]
    const own = extremes.get(touched) ?? { bidLow: null, askHigh: null }
    extremes.set(touched, own)
    const { bid = null, ask = null } = market ?? {}
    if (bid !== null) own.bidLow = Math.min(own.bidLow ?? bid, bid)
    if (ask !== null) own.askHigh = Math.max(own.askHigh ?? ask, ask)
    touched = null
  }

  const sample = (state: State): void => {
    times.push(lastAt)
    const all = holdings(state)
    moneySampled(money, state, all)
    horizons.sample(state, lastAt)
    for (const [name, instrument] of Object.entries(state.instruments)) {
      const symbol = name as MarketSymbol
      const series = symbols.get(symbol) ?? newSymbol(symbol, instrument, state, times.length - 1)
      symbols.set(symbol, series)
      symbolSampled(series, state, symbol, all, extremes.get(symbol))
    }
    extremes.clear()
  }

  return {
    hear: (state, { at, message }) => {
      touchNoted(state)
      const own = Math.floor((at - startAt) / intervalUs)
      if (own !== interval && state.seq > 0) {
        sample(state)
        interval = own
      }
      lastAt = at
      if (message.type === 'BookUpdated' || message.type === 'QuoteObserved')
        touched = message.symbol
    },
    done: (state) => {
      touchNoted(state)
      if (state.seq > 0) sample(state)
      return { times, money, symbols: [...symbols.values()], horizons: horizons.done() }
    },
  }
}

const newMoney = (): Grown<MoneySeries> => ({
  ...{ net: [], realized: [], unrealized: [], fees: [], funding: [] },
  ...{ exposure: [], exposureMax: null, openOrders: [] },
})

const newSymbol = (
  symbol: MarketSymbol,
  { priceScale, qtyScale }: { readonly priceScale: number; readonly qtyScale: number },
  { config }: State,
  before: number,
): Grown<SymbolSeries> => {
  const none = (): Array<null> => Array.from({ length: before }, () => null)
  return {
    ...{ symbol, priceDecimals: priceScale, qtyDecimals: qtyScale },
    ...{ bid: none(), ask: none(), bidLow: none(), askHigh: none(), ownBid: none() },
    ...{ ownAsk: none(), held: none(), heldUsd: none() },
    heldUsdMax: config === null ? null : dollars(config.inventoryUsdMax),
  }
}

const dollars = (units: number): number => units / 10 ** usdScale

const moneySampled = (
  money: Grown<MoneySeries>,
  state: State,
  all: ReadonlyArray<Holding>,
): void => {
  const sum = (of: (holding: Holding) => number): number =>
    dollars(all.reduce((total, holding) => total + of(holding), 0))
  const [realized, unrealized] = [sum((one) => one.realizedUsd), sum((one) => one.unrealizedUsd)]
  const [fees, funding] = [sum((one) => one.feesUsd), sum((one) => one.fundingUsd)]
  money.realized.push(realized)
  money.unrealized.push(unrealized)
  money.fees.push(fees)
  money.funding.push(funding)
  money.net.push(cents(realized + unrealized - fees - funding))
  money.exposure.push(
    sum(({ account, symbol }) => worstCaseUsd(state, account, symbol as MarketSymbol)),
  )
  if (state.config !== null) money.exposureMax = dollars(state.config.totalNotionalUsdMax)
  money.openOrders.push(state.orders.openCount)
}

/** A sum of floats for a chart, without the digits that are none. */
const cents = (usd: number): number => Math.round(usd * 1e6) / 1e6

const symbolSampled = (
  series: Grown<SymbolSeries>,
  state: State,
  symbol: MarketSymbol,
  all: ReadonlyArray<Holding>,
  own: Extremes | undefined,
): void => {
  const scale = 10 ** series.priceDecimals
  const price = (ticks: number | null): number | null => (ticks === null ? null : ticks / scale)
  const { bid = null, ask = null } = state.market[symbol] ?? {}
  const { ownBid, ownAsk } = ownQuotes(state, symbol)
  series.bid.push(price(bid))
  series.ask.push(price(ask))
  series.bidLow.push(price(own?.bidLow ?? bid))
  series.askHigh.push(price(own?.askHigh ?? ask))
  series.ownBid.push(price(ownBid))
  series.ownAsk.push(price(ownAsk))
  const held = all.filter((holding) => holding.symbol === symbol)
  const qty = held.reduce((sum, holding) => sum + holding.qty, 0)
  series.held.push(qty / 10 ** series.qtyDecimals)
  series.heldUsd.push(dollars(held.reduce((sum, { worthUsd }) => sum + worthUsd, 0)))
}
