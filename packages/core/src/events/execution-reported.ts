import type * as t from 'io-ts'

import { message, nullable } from '../base/message'
import { Coin } from '../units/coin'
import { Liquidity } from '../units/liquidity'
import { MarketSymbol } from '../units/market-symbol'
import { OrderId } from '../units/order-id'
import { Price } from '../units/price'
import { Qty } from '../units/qty'
import { ReportSource } from '../units/report-source'
import { Side } from '../units/side'
import { Text } from '../units/text'
import { TimestampUs } from '../units/timestamp-us'

/**
 * A real venue says that something was executed: a trade of an order, or a funding payment.
 * `execId` names it once and for all, however often it is reported; `execType` is Bybit's word.
 * `orderId` is our name for the order, `null` for one that is none of ours; `orderQty` its whole
 * quantity then, where that was said. `fee` is the venue's own figure in `feeCoin`, below zero a
 * rebate; of a funding it is what was paid.
 */
export const ExecutionReported = message('ExecutionReported', {
  execId: Text,
  execType: Text,
  orderId: nullable(OrderId),
  venueOrderId: Text,
  symbol: MarketSymbol,
  side: Side,
  price: Price,
  qty: Qty,
  orderQty: nullable(Qty),
  fee: Text,
  feeCoin: Coin,
  feeRate: Text,
  liquidity: Liquidity,
  source: ReportSource,
  venueAt: TimestampUs,
})
export type ExecutionReported = t.TypeOf<typeof ExecutionReported>
