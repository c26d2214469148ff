import type * as t from 'io-ts'

import { message } from '../base/message'
import { CancelReason } from '../units/cancel-reason'
import { MarketSymbol } from '../units/market-symbol'
import { OrderId } from '../units/order-id'

/** Asks for one open order to be canceled. */
export const CancelOrder = message('CancelOrder', {
  orderId: OrderId,
  symbol: MarketSymbol,
  reason: CancelReason,
})
export type CancelOrder = t.TypeOf<typeof CancelOrder>
