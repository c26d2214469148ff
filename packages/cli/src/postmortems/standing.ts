import type { MarketSymbol, State } from '@shadowtape/core'
import { formatDecimal, worstCaseUsd } from '@shadowtape/core'

import { holdings, netUsd, usdDecimal } from '../reports/holdings'

/** What an account holds and rests in a symbol at an instant, decimals as texts. */
export type StandingIn = {
  readonly account: string
  readonly symbol: string
  readonly qty: string
  readonly worthUsd: string
  readonly openOrders: number
  readonly restingBuyQty: string
  readonly restingSellQty: string
  /** What it could come to at the mark, were all on its worse side filled. */
  readonly exposureUsd: string
}

/** Where a session stands at an instant. Money is in dollars, at the mark. */
export type Standing = {
  readonly seq: number
  readonly at: number
  readonly openOrders: number
  readonly fills: number
  readonly netUsd: string
  readonly exposureUsd: string
  readonly inventoryUsdMax: string | null
  readonly totalNotionalUsdMax: string | null
  readonly symbols: ReadonlyArray<StandingIn>
}

/** Where a session stands in a state; symbols in which nothing is held or open are left out. */
export const standingOf = (state: State): Standing => {
  const { config, orders, totals } = state
  const all = holdings(state).map(({ account, symbol, qty, qtyScale, worthUsd }) => {
    const exposure = state.accounts[account]?.exposure[symbol as MarketSymbol]
    const { buyQty = 0, sellQty = 0, openOrders = 0 } = exposure ?? {}
    const worst = worstCaseUsd(state, account, symbol as MarketSymbol)
    const text = (units: number): string => formatDecimal(units, qtyScale)
    const standing: StandingIn = {
      ...{ account, symbol, openOrders, qty: text(qty), worthUsd: usdDecimal(worthUsd) },
      ...{
        restingBuyQty: text(buyQty),
        restingSellQty: text(sellQty),
        exposureUsd: usdDecimal(worst),
      },
    }
    return { standing, worst, isFlat: qty === 0 && openOrders === 0 }
  })
  return {
    ...{ seq: state.seq, at: state.at, openOrders: orders.openCount, fills: totals.fills },
    netUsd: usdDecimal(netUsd(state)),
    exposureUsd: usdDecimal(all.reduce((sum, { worst }) => sum + worst, 0)),
    inventoryUsdMax: config === null ? null : usdDecimal(config.inventoryUsdMax),
    totalNotionalUsdMax: config === null ? null : usdDecimal(config.totalNotionalUsdMax),
    symbols: all.flatMap(({ standing, isFlat }) => (isFlat ? [] : [standing])),
  }
}
