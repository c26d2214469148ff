import type { SetTradingStop } from '../commands/set-trading-stop'
import type { TradingStopPlaced } from '../events/trading-stop-placed'

/**
 * The risk monitor's answer to every `SetTradingStop`: it lets it through, in any trading state and
 * past every limit, because it can only close a position. What is wrong with it the venue says.
 */
export const setTradingStop = (command: SetTradingStop): TradingStopPlaced => {
  const { account, symbol, takeProfit, stopLoss, tpTriggerBy, slTriggerBy } = command
  const prices = { takeProfit, stopLoss, tpTriggerBy, slTriggerBy }
  return { type: 'TradingStopPlaced', account, symbol, ...prices }
}
