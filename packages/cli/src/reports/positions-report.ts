import type { MarketSymbol, State } from '@shadowtape/core'
import { formatDecimal, saturatingProduct } from '@shadowtape/core'

/** What is held, by symbol: quantity, and its worth in dollars at the mark; no flat ones. */
export const positionsReport = (
  state: State,
): Readonly<Record<string, Readonly<Record<string, number>> | number>> => {
  const bySymbol: Record<string, number> = {}
  const netPosUsd: Record<string, number> = {}
  let total = 0
  for (const [symbol, position] of Object.entries(state.positions)) {
    const instrument = state.instruments[symbol as MarketSymbol]
    const mark = state.market[symbol as MarketSymbol]?.mark ?? null
    if (position.qty === 0 || instrument === undefined || mark === null) continue
    bySymbol[symbol] = Number(formatDecimal(position.qty, instrument.qtyScale))
    const scale = instrument.priceScale + instrument.qtyScale
    const worth = Number(formatDecimal(saturatingProduct(Math.abs(position.qty), mark), scale))
    netPosUsd[symbol] = position.qty < 0 ? -worth : worth
    total += worth
  }
  return { by_symbol: bySymbol, net_pos_usd: netPosUsd, total_notional_usd: roundedCents(total) }
}

const roundedCents = (usd: number): number => Number(usd.toFixed(8))
