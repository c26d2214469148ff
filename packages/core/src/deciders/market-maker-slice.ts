import type { MarketSymbol } from '../units/market-symbol'
import type { OrderId } from '../units/order-id'
import type { OrderLinkId } from '../units/order-link-id'
import type { MarketMakerParams } from './market-maker-params'
import type { FairValue } from './quoting'
import type { Volatility } from './volatility'

/** A quote that rests, and the engine time it was placed at. */
export type Resting = { readonly orderId: OrderId; readonly price: number; readonly at: number }

/** What the market maker knows of a symbol: what it quotes by, and what rests in each layer. */
export type Row = {
  /** `null` while the touch has no two sides, or they meet. */
  fair: FairValue | null
  /** The half spread, volatility included, in 1e-8 of the price. */
  spread: number
  /** How far up the book's imbalance shifts both sides, in 1e-8 of the price. */
  shift: number
  /** Kept only where the spread follows it. */
  volatility: Volatility | null
  isDue: boolean
  /** When the row was last due. */
  dueAt: number
  /** A quote was lost since then. */
  isGap: boolean
  readonly Buy: Array<Resting | null>
  readonly Sell: Array<Resting | null>
}

/**
 * What the market maker remembers: its parameters, how many quotes it has asked for, and its quotes
 * in each symbol.
 */
export type MarketMakerSlice = MarketMakerParams & {
  quotes: number
  rows: Record<MarketSymbol, Row>
}

/** A symbol's row, made where there is none. */
export const rowOf = (slice: MarketMakerSlice, symbol: MarketSymbol): Row =>
  (slice.rows[symbol] ??= {
    fair: null,
    spread: slice.spread,
    shift: 0,
    volatility: null,
    isDue: false,
    dueAt: 0,
    isGap: false,
    Buy: slice.layersUsd.map(() => null),
    Sell: slice.layersUsd.map(() => null),
  })

/** The name of the nth quote: `mm-7`, and in the second layer `mm-7-2`. */
export const quoteName = (nth: number, layer: number): OrderLinkId =>
  (layer === 0 ? `mm-${String(nth)}` : `mm-${String(nth)}-${String(layer + 1)}`) as OrderLinkId

/** The layer that a quote's name says, from 0; `null` where the name is not one of ours. */
export const layerOfName = (orderLinkId: OrderLinkId | null): number | null => {
  if (orderLinkId?.startsWith('mm-') !== true) return null
  const layer = /^mm-[0-9]+-([0-9]{1,2})$/.exec(orderLinkId)?.[1]
  return layer === undefined ? 0 : Number(layer) - 1
}
