import type { FreezeTrading } from '../../commands/freeze-trading'
import type { Message } from '../../events/entry'
import type { ExecutionReported } from '../../events/execution-reported'
import type { FundingSettled } from '../../events/funding-settled'
import type { OrderFilled } from '../../events/order-filled'
import { isFirstReport } from '../../state/live'
import type { State } from '../../state/state'
import type { VenueOrder } from '../../state/venue'
import { venueOrder } from '../../state/venue'
import { mainAccount } from '../../units/account-name'
import type { Amount } from '../../units/amount'
import type { CoinQty } from '../../units/coin-qty'
import { feeRateScale } from '../../units/decimal'
import { FeeRate } from '../../units/fee-rate'
import type { FillId } from '../../units/fill-id'
import type { Instrument } from '../../units/instrument'
import { coinScaleOf } from '../../units/instrument'
import type { OrderId } from '../../units/order-id'
import type { Qty } from '../../units/qty'
import type { Reason } from '../../units/reason'
import { roundedDecimal } from '../../units/rounded-decimal'
import { amended } from './amended'
import { arrived } from './arrived'
import { ended } from './ended'

/**
 * What an execution comes to: a fill, or a funding that was paid. One that was reported before
 * comes to nothing. Where it contradicts what we know, so that our position is no longer the
 * account's, trading is frozen, and somebody has to look.
 */
export const ofExecution = (
  state: State,
  report: ExecutionReported,
  seq: number,
): Message | Iterable<Message> | null => {
  const { live } = state
  const instrument = state.instruments[report.symbol]
  if (live === null || !isFirstReport(live, report.execId, seq)) return null
  if (instrument === undefined) return frozen(report, 'is in a symbol that was never listed')
  if (report.execType === 'Funding') return funding(state, report, instrument)
  const { orderId } = report
  if (orderId === null) return frozen(report, 'is of an order that is none of ours')
  return traded(state, orderId, report, instrument, seq)
}

function* traded(
  state: State,
  orderId: OrderId,
  report: ExecutionReported,
  instrument: Instrument,
  seq: number,
): Generator<Message> {
  if (state.orders.open[orderId] === undefined) {
    yield frozen(report, `is of ${orderId}, which is closed`)
    return
  }
  yield* arrived(state, orderId, 'PartiallyFilled', null)
  // a trade of an order that was amended may be reported before the amendment is
  const { price } = venueOrder(state, orderId)
  const change = amended(state, orderId, { price, qty: report.orderQty }, seq)
  if (change !== null) yield change
  const fill = filled(state, venueOrder(state, orderId), report, instrument)
  if (fill === null) {
    yield frozen(report, `is of more than ${orderId} has left, or has a fee that is no number`)
    return
  }
  yield fill
  yield* ended(state, orderId)
}

const filled = (
  { venue }: State,
  { orderId, account, symbol, side, leavesQty }: VenueOrder,
  { price, qty, liquidity, ...report }: ExecutionReported,
  instrument: Instrument,
): OrderFilled | null => {
  const fee = feeOf(report, price, instrument)
  if (fee === null || qty === 0 || qty > leavesQty) return null
  return {
    type: 'OrderFilled',
    fillId: `f-${String(venue.lastFill + 1)}` as FillId,
    account,
    orderId,
    symbol,
    side,
    price,
    qty,
    leavesQty: (leavesQty - qty) as Qty,
    ...fee,
    liquidity,
    against: liquidity === 'Maker' ? 'TRADE' : 'BOOK',
  }
}

/**
 * The venue's own fee, to the nearest unit. In the base coin it is worth what the fill's price
 * says; in a third coin it is worth nothing that we could tell, and only the report has it.
 */
const feeOf = (
  { fee: said, feeCoin }: Pick<ExecutionReported, 'fee' | 'feeCoin'>,
  price: number,
  instrument: Instrument,
): Pick<OrderFilled, 'fee' | 'feeCoin' | 'feeQty'> | null => {
  const { category, baseCoin, quoteCoin, priceScale, qtyScale } = instrument
  if (feeCoin === quoteCoin) {
    const fee = roundedDecimal(said, priceScale + qtyScale)
    return fee === null ? null : { fee: fee as Amount, feeCoin, feeQty: null }
  }
  const feeQty = roundedDecimal(said, coinScaleOf(instrument))
  if (feeQty === null) return null
  if (category !== 'spot' || feeCoin !== baseCoin)
    return { fee: 0 as Amount, feeCoin, feeQty: null }
  const worth = roundedDecimal(said, qtyScale, price)
  return worth === null ? null : { fee: worth as Amount, feeCoin, feeQty: feeQty as CoinQty }
}

const funding = (
  state: State,
  { symbol, side, qty, fee, feeRate, ...report }: ExecutionReported,
  { priceScale, qtyScale }: Instrument,
): FundingSettled | FreezeTrading => {
  const amount = roundedDecimal(fee, priceScale + qtyScale)
  if (amount === null) return frozen(report, 'has a funding that is no number')
  const rate = roundedDecimal(feeRate, feeRateScale)
  return {
    type: 'FundingSettled',
    account: mainAccount,
    symbol,
    side: qty === 0 ? null : side,
    qty,
    mark: state.market[symbol]?.mark as FundingSettled['mark'],
    rate: FeeRate.is(rate) ? rate : (0 as FeeRate),
    amount: amount as Amount,
  }
}

/** Nobody but an operator may go on where the account is not what we think it is. */
const frozen = ({ execId }: Pick<ExecutionReported, 'execId'>, why: string): FreezeTrading => ({
  type: 'FreezeTrading',
  account: null,
  symbol: null,
  actor: 'venue' as Reason,
  note: `execution ${execId.slice(0, 100)} ${why}` as Reason,
})
