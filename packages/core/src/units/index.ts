export { AccountName, mainAccount } from './account-name'
export {
  accountsFault,
  accountsMax,
  balanceScale,
  leverageMax,
  plainAccount,
} from './account-terms'
export type { AccountTerms, FeeRates } from './account-terms'
export { Amount } from './amount'
export {
  divideRounded,
  heldSum,
  mulDiv,
  mulDivHeld,
  mulDivRounded,
  mulDivUp,
  product,
  saturatingProduct,
  squareRoot,
  sum,
} from './arithmetic'
export { BookKind } from './book-kind'
export { behaviorFlags, knownBehaviors } from './behavior-flags'
export { behaviorsOf } from './behaviors'
export type { BehaviorFlag, Behaviors } from './behaviors'
export { Bps } from './bps'
export { CancelReason } from './cancel-reason'
export { CancelRejection } from './cancel-rejection'
export { Category } from './category'
export { ClientOrderId, clientOrderId } from './client-order-id'
export { CloseReason } from './close-reason'
export { Coin } from './coin'
export { CoinQty } from './coin-qty'
export { coinsOfSymbol } from './coins-of-symbol'
export { Count } from './count'
export {
  bpsScale,
  decimalsOf,
  feeRateScale,
  formatDecimal,
  parseDecimal,
  pow10,
  probabilityScale,
  shortDecimal,
  usdScale,
} from './decimal'
export type { DecimalFault } from './decimal'
export { DenialReason } from './denial-reason'
export { Digest, noDigest } from './digest'
export { durationText, durationUnits } from './duration-text'
export { DurationUs } from './duration-us'
export { EdgeMean } from './edge-mean'
export { EdgeScope } from './edge-scope'
export { EdgeSource } from './edge-source'
export { FeeRate } from './fee-rate'
export { FillId } from './fill-id'
export { FreezeReason } from './freeze-reason'
export { FsyncPolicy } from './fsync-policy'
export { coinScaleOf, exactUsdMax, notionalUsd, qtyForUsd, toLot, toTick } from './instrument'
export type { Instrument } from './instrument'
export { Levels } from './levels'
export { MarketSymbol } from './market-symbol'
export { OrderId } from './order-id'
export { OrderLinkId } from './order-link-id'
export { Price } from './price'
export { Probability } from './probability'
export { Qty } from './qty'
export { Reason } from './reason'
export { RejectionReason } from './rejection-reason'
export type { DryRunRejection } from './rejection-reason'
export { ReportSource } from './report-source'
export { RequestKind } from './request-kind'
export { RequestOutcome } from './request-outcome'
export { RetCode } from './ret-code'
export { roundedDecimal } from './rounded-decimal'
export { ruleActions, ruleFigure, ruleLabel } from './risk-rule'
export { ruleScale, ruleTraits, rulesMax } from './risk-rule'
export type { RiskRule } from './risk-rule'
export { RuleName } from './rule-name'
export { RuleScope } from './rule-scope'
export { rulesFault } from './rules-fault'
export { Scale } from './scale'
export { Seq } from './seq'
export { shareBps, usdAtBps, wholeBps } from './share-bps'
export { Side } from './side'
export { Text } from './text'
export { TimestampUs } from './timestamp-us'
export { TradeId } from './trade-id'
export { TradingState } from './trading-state'
export { Usd } from './usd'
export { VenueKind } from './venue-kind'
export { CancelType } from './cancel-type'
export { CanceledReason } from './canceled-reason'
export { Exponent } from './exponent'
export { FillAgainst } from './fill-against'
export { FillModel } from './fill-model'
export { Liquidity } from './liquidity'
export { OrderStatus } from './order-status'
export { OrderType } from './order-type'
export { QueueModel } from './queue-model'
export { SmpType } from './smp-type'
export { StopOrderType } from './stop-order-type'
export { TimeInForce } from './time-in-force'
export { TriggerDirection } from './trigger-direction'
export { TriggerPriceType } from './trigger-price-type'
export { VenueRejectReason } from './venue-reject-reason'
export { isWellFormed } from './well-formed'
