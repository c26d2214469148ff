import type { Draft } from 'immer'
import { produce } from 'immer'
import { absurd } from 'fp-ts/function'

import type { Entry, Message } from '../events/entry'
import type { MarkoutMeasured } from '../events/markout-measured'
import type { OrderFilled } from '../events/order-filled'
import { isReport } from '../events/report'
import type { SessionOpened } from '../events/session-opened'
import { positionFilled } from './accounts'
import { edgeUpdated } from './edge'
import { markoutMeasured } from './markouts'
import { liveSaid } from './live'
import { marketHeard, marketMoved } from './venue-market'
import {
  amendAnswered,
  amendPlaced,
  cancelHeard,
  orderAccepted,
  orderAmended,
  orderClosed,
  orderFilled,
  orderPlaced,
} from './orders'
import { qualityFilled, qualityMeasured, quoteClosed, quoteOpened } from './quality'
import { tradingRestricted, tradingThawed } from './risk'
import { ruledOn } from './risk-watch'
import { fundingPaid, fundingScheduled, fundingSettledAtVenue } from './funding'
import {
  stopTriggered,
  stopTriggeredAtVenue,
  tradingStopSet,
  tradingStopSetAtVenue,
} from './stop-orders'
import type { State } from './state'
import { isTerms, retuned, termsHeard } from './terms'
import {
  fillFired,
  fillScheduled,
  markoutFired,
  markoutsScheduled,
  timersOfClosedDropped,
} from './timers'
import { counted } from './totals'
import type { Heard } from './under-way'
import { heardWith, requestAnswered, requestSentOff } from './under-way'
import {
  acceptedAtVenue,
  amendedAtVenue,
  canceledAtVenue,
  filledAtVenue,
  triggeredAtVenue,
} from './venue-orders'

/**
 * How a strategy keeps a slice of its own: where it starts, and the recipe that follows the
 * session's lines. The slice must be plain data, as the rest of the state is.
 */
export type Slice = {
  readonly initial: (opened: SessionOpened) => object
  /** Takes other parameters in the midst of a session. */
  readonly retune?: (slice: object, opened: SessionOpened) => void
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
    requestAnswered(draft, entry)
    saidAtVenue(draft, entry)
    if (draft.live !== null) liveSaid(draft.live, entry)
    counted(draft, entry)
    const heard = heardWith(draft, entry)
    if (entry.message.type === 'OrderFilled') markoutsScheduled(draft, entry.message, entry)
    if (heard !== null) {
      const { message } = heard
      saidToUs(draft, heard, entry.cause)
      ruledOn(draft, heard)
      if (message.type === 'SessionOpened') draft.strategy = slice.initial(message)
      else {
        if (message.type === 'SettingsChanged') retuned(draft, slice, message)
        slice.evolve(draft.strategy, message, draft)
      }
    }
    requestSentOff(draft, entry)
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

/** What a line does on the venue's side, where it is always known at once. */
const saidAtVenue = (draft: Draft<State>, { seq, at, message }: Entry): void => {
  switch (message.type) {
    case 'QuoteObserved':
    case 'BookUpdated':
    case 'TradePrinted':
      return marketMoved(draft, message)
    case 'TickerUpdated':
      marketMoved(draft, message)
      return fundingScheduled(draft, message, seq)
    case 'FundingSettled':
      return fundingSettledAtVenue(draft, message)
    case 'OrderAccepted':
      acceptedAtVenue(draft, message)
      quoteOpened(draft, message, at)
      return fillScheduled(draft, message, seq, at)
    case 'OrderTriggered':
      triggeredAtVenue(draft, message)
      return fillScheduled(draft, message, seq, at)
    case 'TradingStopSet':
      return tradingStopSetAtVenue(draft, message)
    case 'TradingStopTriggered':
      stopTriggeredAtVenue(draft, message)
      return quoteOpened(draft, message, at)
    case 'OrderAmended':
      return amendedAtVenue(draft, message)
    case 'OrderFilled':
      filledAtVenue(draft, message)
      qualityFilled(draft, message, at)
      return fillFired(draft, message, seq, at)
    case 'OrderCanceled':
      canceledAtVenue(draft, message)
      quoteClosed(draft, message.orderId)
      return timersOfClosedDropped(draft)
    default:
      return
  }
}

/** The one place where a message meets the recipes of our own side. */
const saidToUs = (draft: Draft<State>, { message, seq }: Heard, cause: number | null): void => {
  if (isTerms(message)) return termsHeard(draft, message)
  if (isReport(message)) return
  switch (message.type) {
    case 'QuoteObserved':
    case 'BookUpdated':
    case 'TradePrinted':
    case 'TickerUpdated':
      return marketHeard(draft, message)
    case 'OrderPlaced':
      return orderPlaced(draft, message)
    case 'OrderAccepted':
      return orderAccepted(draft, message)
    case 'OrderRejected':
    case 'OrderCanceled':
      return orderClosed(draft, message)
    case 'CancelOrder':
    case 'CancelRejected':
      return cancelHeard(draft, message)
    case 'AmendPlaced':
      return amendPlaced(draft, message)
    case 'OrderAmended':
      return orderAmended(draft, message)
    case 'AmendRejected':
      return amendAnswered(draft, message)
    case 'OrderFilled':
      return fillHeard(draft, message)
    case 'TradingStopSet':
      return tradingStopSet(draft, message)
    case 'TradingStopTriggered':
      return stopTriggered(draft, message)
    case 'FundingSettled':
      return fundingPaid(draft, message)
    case 'MarkoutMeasured':
      return markoutHeard(draft, message, cause)
    case 'EdgeUpdated':
      return edgeUpdated(draft, message)
    case 'TradingFrozen':
    case 'TradingReduced':
      return tradingRestricted(draft, message, seq)
    case 'TradingThawed':
      return tradingThawed(draft, message)
    case 'OrderTriggered':
    case 'AmendOrder':
    case 'AmendDenied':
    case 'PlaceOrder':
    case 'CancelAllOrders':
    case 'FreezeTrading':
    case 'ReduceTrading':
    case 'SetTradingStop':
    case 'ThawTrading':
    case 'TradingStopPlaced':
    case 'TradingStopRejected':
    case 'CloseSession':
    case 'OrderDenied':
    case 'ClockAdvanced':
    case 'Delivered':
    case 'LinesLost':
    case 'RollJournal':
    case 'Sealed':
    case 'SegmentOpened':
    case 'SessionResumed':
    case 'SnapshotTaken':
    case 'SessionClosed':
      return
    default:
      return absurd(message)
  }
}

const fillHeard = (draft: Draft<State>, message: OrderFilled): void => {
  orderFilled(draft, message)
  positionFilled(draft, message)
}

const markoutHeard = (
  draft: Draft<State>,
  message: MarkoutMeasured,
  cause: number | null,
): void => {
  markoutMeasured(draft, message, cause)
  qualityMeasured(draft, message)
  markoutFired(draft, message)
}
