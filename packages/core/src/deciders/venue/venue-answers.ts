import type { Message } from '../../events/entry'
import type { State } from '../../state/state'
import { hasStops } from '../../state/stops'
import { venueOrder, venueRow } from '../../state/venue'
import type { AccountName } from '../../units/account-name'
import type { MarketSymbol } from '../../units/market-symbol'
import { admitOrder } from './admit-order'
import { admitTradingStop } from './admit-trading-stop'
import { amendOrder } from './amend-order'
import { cancelOrder } from './cancel-order'
import { fillsOnTouch, fillsOnTrade } from './make-liquidity'
import { reduceOnlyLeft } from './reduce-only'
import { takeLiquidity } from './take-liquidity'
import { triggerStops } from './trigger-stops'
import { triggerTradingStop } from './trigger-trading-stop'

type Said = Message | Iterable<Message> | null

/** What the dry-run venue says to a line, a request once it has come in. */
export const venueAnswers = (state: State, message: Message): Said => {
  switch (message.type) {
    case 'QuoteObserved':
    case 'BookUpdated':
      return withStops(state, message.symbol, fillsOnTouch(state, message))
    case 'TradePrinted':
      return withStops(state, message.symbol, fillsOnTrade(state, message))
    case 'TickerUpdated':
      return withStops(state, message.symbol, nothing)
    case 'TradingStopPlaced':
      return admitTradingStop(state, message)
    case 'TradingStopTriggered':
      return takeLiquidity(state, message.orderId)
    case 'OrderPlaced':
      return admitOrder(state, message)
    case 'AmendPlaced':
      return amendOrder(state, message)
    case 'CancelOrder':
      return cancelOrder(state, message)
    case 'OrderAccepted':
      return message.orderStatus === 'Untriggered' ? null : takeLiquidity(state, message.orderId)
    case 'OrderTriggered':
      return takeLiquidity(state, message.orderId)
    case 'OrderAmended':
      return message.keepsPlace || venueOrder(state, message.orderId).isWaiting
        ? null
        : takeLiquidity(state, message.orderId)
    case 'OrderFilled':
      return reduceOnlyLeft(state, message)
    default:
      return null
  }
}

const nothing: ReadonlyArray<Message> = []

/** Fills come first, then conditional orders that the same message wakes, a trading stop last. */
const withStops = (state: State, symbol: MarketSymbol, fills: ReadonlyArray<Message>): Said => {
  const { stops, tradingStops } = venueRow(state, symbol)
  const woken = hasStops(stops) ? triggerStops(state, symbol, stops) : nothing
  if (tradingStops > 0) return withTradingStop(state, symbol, fills, woken)
  if (woken.length === 0) return fills.length === 0 ? null : fills
  return fills.length === 0 ? woken : [...fills, ...woken]
}

/**
 * A trading stop closes the position that fills and conditional orders leave, so it is looked at
 * when those are done: they may have closed it, or turned it around. Of several accounts each when
 * the ones before it in the header are done.
 */
function* withTradingStop(
  state: State,
  symbol: MarketSymbol,
  fills: ReadonlyArray<Message>,
  woken: ReadonlyArray<Message>,
): Generator<Message> {
  yield* fills
  yield* woken
  for (const account of Object.keys(state.accounts) as Array<AccountName>) {
    const triggered = triggerTradingStop(state, account, symbol)
    if (triggered !== null) yield triggered
  }
}
