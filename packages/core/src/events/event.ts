import { AmendDenied } from './amend-denied'
import { AmendPlaced } from './amend-placed'
import { AmendRejected } from './amend-rejected'
import { BookUpdated } from './book-updated'
import { CancelRejected } from './cancel-rejected'
import { ClockAdvanced } from './clock-advanced'
import { Delivered } from './delivered'
import { EdgeUpdated } from './edge-updated'
import { ExecutionReported } from './execution-reported'
import { FundingSettled } from './funding-settled'
import { InstrumentListed } from './instrument-listed'
import { LinesLost } from './lines-lost'
import { MarkoutMeasured } from './markout-measured'
import { OrderAccepted } from './order-accepted'
import { OrderAmended } from './order-amended'
import { OrderCanceled } from './order-canceled'
import { OrderDenied } from './order-denied'
import { OrderFilled } from './order-filled'
import { OrderPlaced } from './order-placed'
import { OrderRejected } from './order-rejected'
import { OrderReported } from './order-reported'
import { OrderTriggered } from './order-triggered'
import { PositionReported } from './position-reported'
import { QuoteObserved } from './quote-observed'
import { RequestAnswered } from './request-answered'
import { RequestRetried } from './request-retried'
import { Sealed } from './sealed'
import { SegmentOpened } from './segment-opened'
import { SessionClosed } from './session-closed'
import { SessionOpened } from './session-opened'
import { SessionResumed } from './session-resumed'
import { SettingsChanged } from './settings-changed'
import { SnapshotTaken } from './snapshot-taken'
import { TickerUpdated } from './ticker-updated'
import { TradePrinted } from './trade-printed'
import { TradingFrozen } from './trading-frozen'
import { TradingReduced } from './trading-reduced'
import { TradingStopPlaced } from './trading-stop-placed'
import { TradingStopRejected } from './trading-stop-rejected'
import { TradingStopSet } from './trading-stop-set'
import { TradingStopTriggered } from './trading-stop-triggered'
import { TradingThawed } from './trading-thawed'
import { WalletReported } from './wallet-reported'

/** Every event, by its tag. */
export const events = {
  AmendDenied,
  AmendPlaced,
  AmendRejected,
  BookUpdated,
  CancelRejected,
  ClockAdvanced,
  Delivered,
  EdgeUpdated,
  ExecutionReported,
  FundingSettled,
  InstrumentListed,
  LinesLost,
  MarkoutMeasured,
  OrderAccepted,
  OrderAmended,
  OrderCanceled,
  OrderDenied,
  OrderFilled,
  OrderPlaced,
  OrderRejected,
  OrderReported,
  OrderTriggered,
  PositionReported,
  QuoteObserved,
  RequestAnswered,
  RequestRetried,
  Sealed,
  SegmentOpened,
  SessionClosed,
  SessionOpened,
  SessionResumed,
  SettingsChanged,
  SnapshotTaken,
  TickerUpdated,
  TradePrinted,
  TradingFrozen,
  TradingReduced,
  TradingStopPlaced,
  TradingStopRejected,
  TradingStopSet,
  TradingStopTriggered,
  TradingThawed,
  WalletReported,
} as const

/** What can have happened. */
export type Event =
  | AmendDenied
  | AmendPlaced
  | AmendRejected
  | BookUpdated
  | CancelRejected
  | ClockAdvanced
  | Delivered
  | EdgeUpdated
  | ExecutionReported
  | FundingSettled
  | InstrumentListed
  | LinesLost
  | MarkoutMeasured
  | OrderAccepted
  | OrderAmended
  | OrderCanceled
  | OrderDenied
  | OrderFilled
  | OrderPlaced
  | OrderRejected
  | OrderReported
  | OrderTriggered
  | PositionReported
  | QuoteObserved
  | RequestAnswered
  | RequestRetried
  | Sealed
  | SegmentOpened
  | SessionClosed
  | SessionOpened
  | SessionResumed
  | SettingsChanged
  | SnapshotTaken
  | TickerUpdated
  | TradePrinted
  | TradingFrozen
  | TradingReduced
  | TradingStopPlaced
  | TradingStopRejected
  | TradingStopSet
  | TradingStopTriggered
  | TradingThawed
  | WalletReported
