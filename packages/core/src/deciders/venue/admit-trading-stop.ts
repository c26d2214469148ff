import type { TradingStopPlaced } from '../../events/trading-stop-placed'
import type { TradingStopRejected } from '../../events/trading-stop-rejected'
import type { TradingStopSet } from '../../events/trading-stop-set'
import type { Market } from '../../state/market'
import type { State } from '../../state/state'
import type { TradingStop } from '../../state/trading-stop'
import { isSameTradingStop, reachedAt, tradingStopOf } from '../../state/trading-stop'
import { holdingOf, marketAtVenue } from '../../state/venue'
import type { DryRunRejection } from '../../units/rejection-reason'
import { bybitAnswer } from './bybit-answers'

/** The venue's answer to a trading stop: set, or rejected by the first rule it breaks. */
export const admitTradingStop = (
  state: State,
  event: TradingStopPlaced,
): TradingStopSet | TradingStopRejected => {
  const { account, symbol, takeProfit, stopLoss, tpTriggerBy, slTriggerBy } = event
  const reason = rejection(state, event)
  const prices = { takeProfit, stopLoss, tpTriggerBy, slTriggerBy }
  if (reason === null) return { type: 'TradingStopSet', account, symbol, ...prices }
  const category = state.instruments[symbol]?.category ?? 'linear'
  return { type: 'TradingStopRejected', account, symbol, reason, ...bybitAnswer(reason, category) }
}

const rejection = (state: State, event: TradingStopPlaced): DryRunRejection | null => {
  const { account, symbol, takeProfit, stopLoss } = event
  const instrument = state.instruments[symbol]
  if (instrument?.category !== 'linear') return 'PARAMETERS_INVALID'
  if (state.accounts[account] === undefined) return 'PARAMETERS_INVALID'
  for (const price of [takeProfit, stopLoss])
    if (price !== null && price % instrument.tickSize !== 0) return 'PRICE_OFF_TICK'
  const { qty: heldQty, tradingStop } = holdingOf(state, event).position
  if (heldQty === 0) return 'TRADING_STOP_FLAT'
  const wanted = tradingStopOf(event)
  const market = marketAtVenue(state, symbol)
  const passed = wanted === null ? null : passedPrice(market, heldQty, wanted)
  if (passed !== null) return passed
  return isSameTradingStop(wanted, tradingStop) ? 'TRADING_STOP_UNCHANGED' : null
}

/** The first of the two prices that is reached already, so that it stands on the wrong side. */
const passedPrice = (
  market: Market,
  heldQty: number,
  { takeProfit, stopLoss }: TradingStop,
): DryRunRejection | null => {
  if (reachedAt(market, heldQty, 'TakeProfit', takeProfit) !== null)
    return heldQty > 0 ? 'TAKE_PROFIT_NOT_ABOVE' : 'TAKE_PROFIT_NOT_BELOW'
  if (reachedAt(market, heldQty, 'StopLoss', stopLoss) !== null)
    return heldQty > 0 ? 'STOP_LOSS_NOT_BELOW' : 'STOP_LOSS_NOT_ABOVE'
  return null
}
