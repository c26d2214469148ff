import type { Draft } from 'immer'
import { produce } from 'immer'
import { absurd } from 'fp-ts/function'

import type { Entry, Message } from '../events/entry'
import type { SessionOpened } from '../events/session-opened'
import { edgeUpdated } from './edge'
import { bookUpdated, quoteObserved, tickerUpdated, tradePrinted } from './market'
import { markoutMeasured } from './markouts'
import { orderAccepted, orderCanceled, orderFilled, orderPlaced, orderRejected } from './orders'
import { positionFilled } from './positions'
import { tradingRestricted, tradingThawed } from './risk'
import { ruledOn } from './risk-watch'
import { instrumentListed, sessionOpened } from './session'
import type { State } from './state'
import {
  fillFired,
  fillScheduled,
  markoutFired,
  markoutsScheduled,
  timersOfClosedDropped,
} from './timers'
import { counted } from './totals'

/**
 * How a strategy keeps a slice of its own: where it starts, and the recipe that follows the
 * session's lines. The slice must be plain data, as the rest of the state is.
 */
export type Slice = {
  readonly initial: (opened: SessionOpened) => object
  readonly evolve: (slice: object, message: Message, state: State) => void
}

/** For a session without a strategy. */
export const noSlice: Slice = { initial: () => ({}), evolve: () => undefined }

/** The one reducer, in its three gears; a property test holds them to the same state. */
export type Reducer = {
  /** In place, on a state its caller owns: for `step`, replays and sweeps. */
  readonly apply: (owned: State, entry: Entry) => void
  /** One new state for one line; the old one stays as it was. */
  readonly reduce: (state: State, entry: Entry) => State
  /** One new state for many lines; the old one stays as it was. */
  readonly reduceAll: (state: State, entries: Iterable<Entry>) => State
}

/** The reducer of a session whose strategy keeps the given slice. */
export const reducerOf = (slice: Slice): Reducer => {
  const recipe = (draft: Draft<State>, entry: Entry): void => {
    draft.seq = entry.seq
    draft.at = entry.at
    applied(draft, entry)
    ruledOn(draft, entry)
    counted(draft, entry)
    if (entry.message.type === 'SessionOpened') draft.strategy = slice.initial(entry.message)
    else slice.evolve(draft.strategy, entry.message, draft)
  }
  return {
    apply: (owned, entry) => recipe(owned as Draft<State>, entry),
    reduce: (state, entry) => produce(state, (draft) => recipe(draft, entry)),
    reduceAll: (state, entries) =>
      produce(state, (draft) => {
        for (const entry of entries) recipe(draft, entry)
      }),
  }
}

/** The one place where a message meets its recipes. */
const applied = (draft: Draft<State>, { seq, at, cause, message }: Entry): void => {
  switch (message.type) {
    case 'QuoteObserved':
      return quoteObserved(draft, message)
    case 'BookUpdated':
      return bookUpdated(draft, message)
    case 'TradePrinted':
      return tradePrinted(draft, message)
    case 'TickerUpdated':
      return tickerUpdated(draft, message)
    case 'OrderPlaced':
      return orderPlaced(draft, message)
    case 'OrderAccepted':
      orderAccepted(draft, message)
      return fillScheduled(draft, message, seq, at)
    case 'OrderRejected':
      orderRejected(draft, message)
      return timersOfClosedDropped(draft)
    case 'OrderFilled':
      orderFilled(draft, message)
      positionFilled(draft, message)
      fillFired(draft, message, seq, at)
      return markoutsScheduled(draft, message, seq, at)
    case 'MarkoutMeasured':
      markoutMeasured(draft, message, cause)
      return markoutFired(draft, message)
    case 'OrderCanceled':
      orderCanceled(draft, message)
      return timersOfClosedDropped(draft)
    case 'EdgeUpdated':
      return edgeUpdated(draft, message)
    case 'TradingFrozen':
    case 'TradingReduced':
      return tradingRestricted(draft, message, seq)
    case 'TradingThawed':
      return tradingThawed(draft, message)
    case 'SessionOpened':
      return sessionOpened(draft, message)
    case 'InstrumentListed':
      return instrumentListed(draft, message)
    case 'PlaceOrder':
    case 'CancelOrder':
    case 'CancelAllOrders':
    case 'FreezeTrading':
    case 'ReduceTrading':
    case 'ThawTrading':
    case 'CloseSession':
    case 'OrderDenied':
    case 'CancelRejected':
    case 'ClockAdvanced':
    case 'Sealed':
    case 'SessionClosed':
      return
    default:
      return absurd(message)
  }
}
