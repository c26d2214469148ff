import { invariant } from '../../base/invariant'
import type { TradingStopTriggered } from '../../events/trading-stop-triggered'
import type { Market } from '../../state/market'
import type { State } from '../../state/state'
import type { StopPrice, TradingStop } from '../../state/trading-stop'
import { reachedAt } from '../../state/trading-stop'
import { holdingOf, marketAtVenue } from '../../state/venue'
import type { AccountName } from '../../units/account-name'
import type { MarketSymbol } from '../../units/market-symbol'
import type { OrderId } from '../../units/order-id'
import type { Price } from '../../units/price'
import type { Qty } from '../../units/qty'
import type { StopOrderType } from '../../units/stop-order-type'
import { protectivePrice } from './price-band'

/**
 * Closes what an account holds of a symbol where a price has come to its trading stop. Where
 * nothing tells what a market order may trade at, the trading stop waits for the next message.
 */
export const triggerTradingStop = (
  state: State,
  account: AccountName,
  symbol: MarketSymbol,
): TradingStopTriggered | null => {
  const { qty: heldQty, tradingStop } = holdingOf(state, { account, symbol }).position
  if (tradingStop === null) return null
  const instrument = state.instruments[symbol]
  invariant(instrument !== undefined, () => `${symbol} was never listed`)
  const market = marketAtVenue(state, symbol)
  const reached = firstReached(market, heldQty, tradingStop)
  if (reached === null) return null
  const side = heldQty > 0 ? 'Sell' : 'Buy'
  const price = protectivePrice(instrument, market, side)
  if (price === null) return null
  return {
    type: 'TradingStopTriggered',
    orderId: `s-${String(state.venue.lastStopOrder + 1)}` as OrderId,
    account,
    symbol,
    stopOrderType: reached.type,
    side,
    qty: Math.abs(heldQty) as Qty,
    price: price as Price,
    triggerBy: reached.stop.by,
    triggeredAt: reached.now as Price,
  }
}

type Reached = {
  readonly type: StopOrderType
  readonly stop: StopPrice
  readonly now: number
}

/** The side of a trading stop that is reached; of both the stop-loss, as the worse of the two. */
const firstReached = (
  market: Market,
  heldQty: number,
  { stopLoss, takeProfit }: TradingStop,
): Reached | null => {
  for (const [type, stop] of [
    ['StopLoss', stopLoss],
    ['TakeProfit', takeProfit],
  ] as const) {
    const now = reachedAt(market, heldQty, type, stop)
    if (stop !== null && now !== null) return { type, stop, now }
  }
  return null
}
