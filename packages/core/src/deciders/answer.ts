import type { Entry, Message } from '../events/entry'
import type { State } from '../state/state'
import { isRequestDelayed } from '../state/under-way'
import { amendOrder } from './amend-order'
import { cancelIncreasing } from './cancel-increasing'
import { cancelOpen, restricted } from './cancel-open'
import { freezeTrading } from './freeze-trading'
import { judgeMarkouts } from './judge-markouts'
import { judgeSettings } from './judge-settings'
import { placeOrder } from './place-order'
import { reduceTrading } from './reduce-trading'
import { setTradingStop } from './set-trading-stop'
import { thawTrading } from './thaw-trading'
import type { VenueVoice } from './venue/venue-voice'
import { watchEdge } from './watch-edge'

/**
 * What the risk monitor and the venue say to a line. The state already holds what the line did.
 * One message, several, each looked for when the one before it is done, or `null` for nothing, so
 * that the common cases allocate nothing.
 */
export const answer = (
  state: State,
  entry: Entry,
  venue: VenueVoice,
): Message | Iterable<Message> | null => {
  const { message } = entry
  switch (message.type) {
    case 'PlaceOrder':
      return placeOrder(state, message)
    case 'AmendOrder':
      return amendOrder(state, message)
    case 'SetTradingStop':
      return setTradingStop(message)
    case 'CancelAllOrders':
      return cancelOpen(state, message, 'CANCEL_ALL')
    case 'EdgeUpdated':
      return watchEdge(state, message)
    case 'MarkoutMeasured':
      return judgeMarkouts(state, message)
    case 'SettingsChanged':
      return judgeSettings(state, entry.seq, message)
    case 'FreezeTrading':
      return freezeTrading(state, message)
    case 'ReduceTrading':
      return reduceTrading(state, message)
    case 'ThawTrading':
      return thawTrading(state, message)
    case 'TradingFrozen':
      return cancelOpen(state, restricted(message), 'FREEZE')
    case 'TradingReduced':
      return cancelIncreasing(state, restricted(message))
    case 'OrderPlaced':
    case 'AmendPlaced':
    case 'CancelOrder':
    case 'TradingStopPlaced':
      return isRequestDelayed(state) ? null : venue.answers(state, entry)
    default:
      return venue.answers(state, entry)
  }
}
