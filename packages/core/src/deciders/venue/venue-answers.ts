import type { Message } from '../../events/entry'
import type { State } from '../../state/state'
import { venueOrder } from '../../state/venue'
import type { MarketSymbol } from '../../units/market-symbol'
import { admitOrder } from './admit-order'
import { amendOrder } from './amend-order'
import { cancelOrder } from './cancel-order'
import { fillsOnTouch, fillsOnTrade } from './make-liquidity'
import { reduceOnlyLeft } from './reduce-only'
import { takeLiquidity } from './take-liquidity'
import { triggerStops } from './trigger-stops'

type Said = Message | ReadonlyArray<Message> | null

/** What the dry-run venue says to a line, a request once it has come in. */
export const venueAnswers = (state: State, message: Message): Said => {
  switch (message.type) {
    case 'QuoteObserved':
    case 'BookUpdated':
      return withStops(state, message.symbol, fillsOnTouch(state, message))
    case 'TradePrinted':
      return withStops(state, message.symbol, fillsOnTrade(state, message))
    case 'TickerUpdated':
      return triggerStops(state, message.symbol)
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

/** Fills come before the conditional orders that the same message wakes. */
const withStops = (state: State, symbol: MarketSymbol, fills: ReadonlyArray<Message>): Said => {
  const woken = triggerStops(state, symbol)
  if (woken.length === 0) return fills.length === 0 ? null : fills
  return fills.length === 0 ? woken : [...fills, ...woken]
}
