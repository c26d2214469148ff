import type { CanceledReason } from '../../units/canceled-reason'
import type { CancelType } from '../../units/cancel-type'
import type { Category } from '../../units/category'
import type { DryRunRejection, RejectionReason } from '../../units/rejection-reason'
import type { RetCode } from '../../units/ret-code'
import type { Text } from '../../units/text'
import type { VenueRejectReason } from '../../units/venue-reject-reason'

type Answer = { readonly retCode: RetCode; readonly retMsg: Text }
type Row = readonly [retCode: number, retMsg: string]

/** What Bybit V5 answers: on linear, and on spot where that has codes of its own. */
const rejections: Readonly<Record<DryRunRejection, readonly [Row, Row?]>> = {
  PARAMETERS_INVALID: [
    [10001, 'Request parameter error.'],
    [170130, 'Data sent for parameter is not valid.'],
  ],
  PRICE_OFF_TICK: [
    [10001, 'params error: price invalid'],
    [170134, 'Order price has too many decimals.'],
  ],
  QTY_OFF_LOT: [
    [10001, 'Qty invalid'],
    [170137, 'Order quantity has too many decimals.'],
  ],
  QTY_BELOW_MINIMUM: [
    [10001, 'The number of contracts is below the minimum limit allowed'],
    [170136, 'Order quantity is below the lower limit.'],
  ],
  QTY_ABOVE_MAXIMUM: [
    [10001, 'The number of contracts exceeds minimum limit allowed'],
    [170135, 'Order quantity is above the upper limit.'],
  ],
  NOTIONAL_BELOW_MINIMUM: [
    [110094, 'Order does not meet minimum order value'],
    [170140, 'Order value is below the lower limit.'],
  ],
  PRICE_OUT_OF_BAND: [
    [110003, 'Order price is out of permissible range'],
    [170193, 'Order price cannot go beyond the price limitation'],
  ],
  TRIGGER_NOT_ABOVE: [[110092, 'expect Rising, but trigger_price <= current']],
  TRIGGER_NOT_BELOW: [[110093, 'expect Falling, but trigger_price >= current']],
  REDUCE_ONLY_FLAT: [[110017, 'current position is zero, cannot fix reduce-only order qty']],
  REDUCE_ONLY_SAME_SIDE: [[110017, 'reduce-only order has same side with current position']],
  ORDER_LINK_ID_DUPLICATE: [
    [110072, 'OrderLinkedID is duplicate'],
    [170141, 'Duplicate clientOrderId.'],
  ],
  OPEN_ORDERS_LIMIT: [
    [110020, 'Not allowed to have more than 500 active orders'],
    [170810, 'Exceeded the limit of 500 orders, conditional ones included.'],
  ],
  INSUFFICIENT_BALANCE: [
    [110007, 'ab not enough for new order'],
    [170131, 'Insufficient balance.'],
  ],
  ORDER_NOT_FOUND: [
    [110001, 'order not exists or too late to replace'],
    [170213, 'Order does not exist.'],
  ],
  QTY_NOT_ABOVE_FILLED: [[110064, 'The amended qty must be above what is filled']],
  NOTHING_TO_AMEND: [[10001, 'order not modified']],
  TRADING_STOP_FLAT: [[10001, 'can not set tp/sl/ts for zero position']],
  TAKE_PROFIT_NOT_ABOVE: [
    [10001, 'TakeProfit set for Buy position should be higher than base_price'],
  ],
  TAKE_PROFIT_NOT_BELOW: [
    [10001, 'TakeProfit set for Sell position should be lower than base_price'],
  ],
  STOP_LOSS_NOT_BELOW: [[10001, 'StopLoss set for Buy position should lower than base_price']],
  STOP_LOSS_NOT_ABOVE: [[10001, 'StopLoss set for Sell position should greater base_price']],
  TRADING_STOP_UNCHANGED: [[34040, 'not modified']],
  SIMULATED_FAULT: [[10016, 'Server error.']],
}

const answerOf = ([linear, spot]: readonly [Row, Row?], category: Category): Answer => {
  const [retCode, retMsg] = category === 'spot' ? (spot ?? linear) : linear
  return { retCode: retCode as RetCode, retMsg: retMsg as Text }
}

/** The retCode and retMsg that Bybit V5 gives with a rejection. */
export const bybitAnswer = (reason: DryRunRejection, category: Category): Answer =>
  answerOf(rejections[reason], category)

/**
 * The reason that a real venue's retCode stands for. Of several that have it, none is claimed but
 * that the parameters are at fault; its own words are recorded with it.
 */
export const reasonOfCode = (retCode: number | null): RejectionReason => {
  if (retCode === 10001 || retCode === 170130) return 'PARAMETERS_INVALID'
  if (retCode === 170194) return 'PRICE_OUT_OF_BAND'
  const rows = Object.entries(rejections) as ReadonlyArray<
    readonly [DryRunRejection, readonly [Row, Row?]]
  >
  const reasons = rows.filter(
    ([, [linear, spot]]) => linear[0] === retCode || spot?.[0] === retCode,
  )
  const [reason] = reasons
  return reason === undefined || reasons.length > 1 || reason[0] === 'SIMULATED_FAULT'
    ? 'VENUE_REFUSED'
    : reason[0]
}

/** What Bybit V5 answers to a cancel of what does not rest. */
export const bybitNothingToCancel = (category: Category): Answer =>
  answerOf(nothingToCancel, category)

const nothingToCancel: readonly [Row, Row] = [
  [110001, 'order not exists or too late to cancel'],
  [170213, 'Order does not exist.'],
]

/** Bybit's `cancelType` and `rejectReason` of an order that was taken off. */
export const bybitCancel: Readonly<
  Record<
    Exclude<CanceledReason, 'VENUE'>,
    { readonly cancelType: CancelType; readonly rejectReason: VenueRejectReason }
  >
> = {
  STRATEGY: { cancelType: 'CancelByUser', rejectReason: 'EC_PerCancelRequest' },
  CANCEL_ALL: { cancelType: 'CancelByUser', rejectReason: 'EC_PerCancelRequest' },
  FREEZE: { cancelType: 'CancelByUser', rejectReason: 'EC_PerCancelRequest' },
  REDUCE: { cancelType: 'CancelByUser', rejectReason: 'EC_PerCancelRequest' },
  POST_ONLY_WOULD_TAKE: { cancelType: 'UNKNOWN', rejectReason: 'EC_PostOnlyWillTakeLiquidity' },
  NOTHING_TO_TAKE: { cancelType: 'UNKNOWN', rejectReason: 'EC_NoImmediateQtyToFill' },
  NOT_FILLABLE_WHOLE: { cancelType: 'UNKNOWN', rejectReason: 'EC_CancelForNoFullFill' },
  REDUCE_ONLY: { cancelType: 'CancelByReduceOnly', rejectReason: 'EC_NoError' },
  SELF_MATCH: { cancelType: 'CancelBySmp', rejectReason: 'EC_BySelfMatch' },
  INSUFFICIENT_BALANCE: {
    cancelType: 'CancelByCannotAffordOrderCost',
    rejectReason: 'EC_NoError',
  },
}

/**
 * The venue's own rule that a real venue's words for a cancel stand for, or `null` where somebody
 * asked for it, or none is known.
 */
export const reasonOfCancel = (cancelType: string, rejectReason: string): CanceledReason | null =>
  byRejectReason.get(rejectReason) ?? byCancelType.get(cancelType) ?? null

/** Words that name no rule. */
const ruleless: ReadonlySet<string> = new Set<CancelType | VenueRejectReason>([
  'UNKNOWN',
  'CancelByUser',
  'EC_NoError',
  'EC_PerCancelRequest',
])

/** Reasons by one of their words. */
const reasonsBy = (word: 'cancelType' | 'rejectReason'): ReadonlyMap<string, CanceledReason> => {
  const rows = Object.entries(bybitCancel) as ReadonlyArray<
    readonly [keyof typeof bybitCancel, (typeof bybitCancel)[keyof typeof bybitCancel]]
  >
  return new Map(
    rows.flatMap(([reason, words]) => (ruleless.has(words[word]) ? [] : [[words[word], reason]])),
  )
}

const byRejectReason = new Map([
  ...reasonsBy('rejectReason'),
  // what Bybit says of an order that must fill whole where there is not enough
  ['EC_NoEnoughQtyToFill', 'NOT_FILLABLE_WHOLE'] as const,
])
const byCancelType = reasonsBy('cancelType')
