import type * as t from 'io-ts'

import { message } from '../base/message'
import { MarketSymbol } from '../units/market-symbol'
import { OrderId } from '../units/order-id'

/** The venue took an order into its book. */
export const OrderAccepted = message('OrderAccepted', {
  orderId: OrderId,
  symbol: MarketSymbol,
})
export type OrderAccepted = t.TypeOf<typeof OrderAccepted>
