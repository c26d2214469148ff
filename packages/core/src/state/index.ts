export { accountTermsOf, accountsText } from './account-terms'
export {
  accountOf,
  feeRatesOf,
  hasSeveralAccounts,
  heldIn,
  isHeld,
  positionFilled,
} from './accounts'
export type { Account, ByAccount } from './accounts'
export { displayedAt, nthOffer } from './displayed'
export type { Offer } from './displayed'
export { edgeUpdated } from './edge'
export type { Edge, EdgeState } from './edge'
export { fillWorth } from './fill-worth'
export type { FillWorth } from './fill-worth'
export { fundingPaid } from './funding'
export { latencyOf, latencyRowsMax, latencyUs } from './latency'
export type { Latencies, Latency } from './latency'
export { executionsKept, walletKey } from './live'
export type { Live, LiveOrder } from './live'
export {
  bookUpdated,
  midTwiceOf,
  quoteObserved,
  tickerUpdated,
  tradePrinted,
  unseenMarket,
} from './market'
export type { Book, Market } from './market'
export { horizonsOf, markoutMeasured, markoutsOf } from './markouts'
export type { MarkoutWindow, Markouts } from './markouts'
export type { OrderTerms, Trigger } from './order-terms'
export {
  amendAnswered,
  amendPlaced,
  orderAccepted,
  orderAmended,
  orderClosed,
  orderFilled,
  orderPlaced,
} from './orders'
export type { Exposure, OpenOrder, Orders } from './orders'
export { averageEntry, baseFeesWorth, filledAt, flat, unrealizedPnl } from './positions'
export type { Position } from './positions'
export { ageBoundsUs } from './quality'
export type { FillQuality, Quality, QualityLook, QuoteAges } from './quality'
export { goneAhead } from './queue-share'
export type { QueueRule } from './queue-share'
export { noSlice, reducerOf } from './reduce'
export type { Reducer, Slice } from './reduce'
export type { Resting, RestingLevel, Waiting } from './resting'
export { countAfter, lastSeqs, newRing, ringPushed } from './ring'
export { tradingRestricted, tradingStateOf, tradingThawed } from './risk'
export type { Restriction, Risk } from './risk'
export { riskRulesText, rulesOf } from './risk-rules'
export { instrumentListed, sessionOpened } from './session'
export { initialState } from './state'
export type { BySymbol, State } from './state'
export { isStopOrder, stopOrderNumber, stopTriggered, tradingStopSet } from './stop-orders'
export {
  fillFired,
  fillScheduled,
  markoutFired,
  markoutsScheduled,
  timersOfClosedDropped,
} from './timers'
export type { AgeTimer, FillTimer, MarkoutTimer, ThawTimer, Timer } from './timers'
export { counted } from './totals'
export type { Totals } from './totals'
export { endsPosition, isSameTradingStop, reachedAt, tradingStopOf } from './trading-stop'
export type { StopPrice, TradingStop } from './trading-stop'
export { linkKey, marketAtVenue, venueOrder, venueRow } from './venue'
export type { Venue, VenueAccount, VenueHolding, VenueOrder, VenueRow } from './venue'
export { halfLifeFillsMax, keptOf, weighed, weightedMeanOf } from './weighted-mean'
export type { WeightedMean } from './weighted-mean'
