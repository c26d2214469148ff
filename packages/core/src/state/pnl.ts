import type { Draft } from 'immer'

import { pow10, usdScale } from '../units/decimal'
import type { MarketSymbol } from '../units/market-symbol'
import type { State } from './state'

/**
 * What the session has made in cash and at the mark, after fees, in millionths of a dollar: now, at
 * its best, and when the day began. Each symbol's is rounded down on its own, so that the total is
 * never above the truth, and below it by less than a millionth for each symbol.
 */
export type Pnl = {
  readonly equityUsd: number
  readonly bySymbol: Readonly<Record<MarketSymbol, number>>
  readonly peakUsd: number
  /** Days since 1970, UTC, by engine time. */
  readonly day: number
  readonly dayStartUsd: number
}

const dayUs = 86_400_000_000

/** A session that has made nothing yet, on the day that it opens. */
export const newPnl = (at: number): Pnl => ({
  equityUsd: 0,
  bySymbol: {},
  peakUsd: 0,
  day: Math.floor(at / dayUs),
  dayStartUsd: 0,
})

/**
 * Values a symbol anew after a fill or a mark that changed. The first time on a new day the equity
 * before it is what that day starts from.
 */
export const pnlMarked = (draft: Draft<State>, symbol: MarketSymbol): void => {
  const { pnl } = draft.risk
  if (pnl === null) return
  const day = Math.floor(draft.at / dayUs)
  if (day !== pnl.day) {
    pnl.day = day
    pnl.dayStartUsd = pnl.equityUsd
  }
  const equityUsd = equityOf(draft, symbol)
  pnl.equityUsd += equityUsd - (pnl.bySymbol[symbol] ?? 0)
  pnl.bySymbol[symbol] = equityUsd
  pnl.peakUsd = Math.max(pnl.peakUsd, pnl.equityUsd)
}

/** After a thaw of the session the best so far is what it has now. */
export const peakStartedOver = (draft: Draft<State>): void => {
  const { pnl } = draft.risk
  if (pnl !== null) pnl.peakUsd = pnl.equityUsd
}

/** What a symbol made, less fees and funding, rounded down to a millionth of a dollar. */
const equityOf = (state: State, symbol: MarketSymbol): number => {
  const instrument = state.instruments[symbol]
  const position = state.positions[symbol]
  if (instrument === undefined || position === undefined) return 0
  const { qty, cost, realizedPnl, fees, funding } = position
  const excess = instrument.priceScale + instrument.qtyScale - usdScale
  const mark = state.market[symbol]?.mark ?? 0
  const unrealized = qty * mark - cost
  const paid = fees + funding
  const made = unrealized + realizedPnl - paid
  if (Number.isSafeInteger(unrealized) && Number.isSafeInteger(made)) return toUsd(made, excess)
  const wide = BigInt(qty) * BigInt(mark) - BigInt(cost) + BigInt(realizedPnl) - BigInt(paid)
  return wideToUsd(wide, excess)
}

const toUsd = (units: number, excess: number): number => {
  if (excess <= 0) return wideToUsd(BigInt(units), excess)
  const size = pow10[excess] as number
  return Math.floor((units - (((units % size) + size) % size)) / size)
}

/** The same for an amount that no safe integer holds; it is held at the largest that one does. */
const wideToUsd = (units: bigint, excess: number): number => {
  if (excess <= 0) return held(units * BigInt(pow10[-excess] as number))
  const size = BigInt(pow10[excess] as number)
  const whole = units / size
  return held(units % size < 0n ? whole - 1n : whole)
}

const held = (usd: bigint): number => {
  const max = BigInt(Number.MAX_SAFE_INTEGER)
  return Number(usd > max ? max : usd < -max ? -max : usd)
}
