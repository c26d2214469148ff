import type { AccountName, MarketSymbol, State } from '@shadowtape/core'
import { formatDecimal, heldIn, saturatingProduct } from '@shadowtape/core'

/**
 * What is held in all accounts together, by symbol: quantity, and its worth in dollars at the mark;
 * no flat ones.
 */
export const positionsReport = (
  state: State,
): Readonly<Record<string, Readonly<Record<string, number>> | number>> => {
  const bySymbol: Record<string, number> = {}
  const netPosUsd: Record<string, number> = {}
  let total = 0
  for (const { symbol, priceScale, qtyScale } of Object.values(state.instruments)) {
    const mark = state.market[symbol]?.mark ?? null
    const qty = heldInAll(state, symbol)
    if (qty === 0 || mark === null) continue
    bySymbol[symbol] = Number(formatDecimal(qty, qtyScale))
    const scale = priceScale + qtyScale
    const worth = Number(formatDecimal(saturatingProduct(Math.abs(qty), mark), scale))
    netPosUsd[symbol] = qty < 0 ? -worth : worth
    total += worth
  }
  return { by_symbol: bySymbol, net_pos_usd: netPosUsd, total_notional_usd: roundedCents(total) }
}

const heldInAll = (state: State, symbol: MarketSymbol): number =>
  Object.keys(state.accounts).reduce(
    (sum, name) => sum + heldIn(state, name as AccountName, symbol),
    0,
  )

const roundedCents = (usd: number): number => Number(usd.toFixed(8))
