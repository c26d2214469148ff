import type { FileFailure } from '@shadowtape/adapters'
import type { MarketSymbol, State } from '@shadowtape/core'
import { formatDecimal, messageName } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, right } from 'fp-ts/Either'

import { eachSoundLine } from '../journals/each-line'
import { offsetAfter } from '../journals/locate'

/** The touch of the market and our own best quotes at an instant, decimals; `null` for none. */
export type QuoteSample = {
  readonly seq: number
  readonly at: number
  readonly bid: string | null
  readonly ask: string | null
  readonly ownBid: string | null
  readonly ownAsk: string | null
}

/** A fill around an instant. */
export type FillAround = {
  readonly seq: number
  readonly at: number
  readonly symbol: string
  readonly side: string
  readonly price: string
  readonly qty: string
}

/** What a symbol was quoted at around an instant: at most one sample an interval, the last one. */
export type QuotesAround = {
  readonly symbol: string
  readonly stopAt: number
  readonly fromAt: number
  readonly toAt: number
  readonly samples: ReadonlyArray<QuoteSample>
  readonly fills: ReadonlyArray<FillAround>
}

/** Which lines to look at the state after, and what traded. */
export type LinesAround = Pick<QuotesAround, 'fills'> & { readonly seqs: ReadonlyArray<number> }

/** Fills are at most so many, so that what is said stays small; there are few in such a while. */
const fillsKept = 500

/** The last line of each of `intervals` equal intervals of a while, and the fills in it. */
export const linesAround = (
  path: string,
  { fromAt, toAt, intervals }: WhileAround,
): Either<FileFailure, LinesAround> => {
  const offset = offsetAfter(path, fromAt - 1)
  if (isLeft(offset)) return offset
  const last = new Map<number, number>()
  const fills: Array<FillAround> = []
  const read = eachSoundLine({
    path,
    from: offset.right,
    onLine: ({ envelope: { seq, at, type }, fields }) => {
      if (at > toAt) return 'stop'
      last.set(
        Math.min(intervals - 1, Math.floor(((at - fromAt) * intervals) / (toAt - fromAt))),
        seq,
      )
      if (messageName(type) !== 'OrderFilled' || fills.length === fillsKept) return 'go on'
      const line = fields()
      if (line === null) return 'go on'
      const text = (name: string): string => String(line[name])
      const [symbol, side] = [text('symbol'), text('side')]
      fills.push({ seq, at, symbol, side, price: text('price'), qty: text('qty') })
      return 'go on'
    },
  })
  return isLeft(read) ? read : right({ seqs: [...last.values()], fills })
}

/** A while around an instant. */
export type WhileAround = {
  readonly fromAt: number
  readonly toAt: number
  readonly intervals: number
}

/** The quotes in a state. */
export const sampleOf = (state: State, symbol: MarketSymbol): QuoteSample => {
  const { priceScale = 0 } = state.instruments[symbol] ?? {}
  const { bid = null, ask = null } = state.market[symbol] ?? {}
  const text = (ticks: number | null): string | null =>
    ticks === null ? null : formatDecimal(ticks, priceScale)
  const { ownBid, ownAsk } = ownQuotes(state, symbol)
  return {
    ...{ seq: state.seq, at: state.at, bid: text(bid), ask: text(ask) },
    ...{ ownBid: text(ownBid), ownAsk: text(ownAsk) },
  }
}

/** Our best prices in a symbol, in ticks: of what was placed, answered or not yet. */
export const ownQuotes = (
  { orders }: Pick<State, 'orders'>,
  symbol: MarketSymbol,
): { readonly ownBid: number | null; readonly ownAsk: number | null } => {
  let [ownBid, ownAsk]: [number | null, number | null] = [null, null]
  for (const { symbol: own, side, price, trigger } of Object.values(orders.open)) {
    if (own !== symbol || price === null || trigger !== null) continue
    if (side === 'Buy') ownBid = Math.max(ownBid ?? price, price)
    else ownAsk = Math.min(ownAsk ?? price, price)
  }
  return { ownBid, ownAsk }
}
