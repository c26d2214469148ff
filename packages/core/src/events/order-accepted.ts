import type * as t from 'io-ts'

import { message, nullable } from '../base/message'
import { MarketSymbol } from '../units/market-symbol'
import { OrderId } from '../units/order-id'
import { OrderStatus } from '../units/order-status'
import { Price } from '../units/price'

/**
 * The venue took an order: `New`, or `Untriggered` where it waits for its trigger. `price` is what
 * it may trade at, at the worst: its own, or what protects a market order; `null` until a market
 * order is triggered.
 */
export const OrderAccepted = message('OrderAccepted', {
  orderId: OrderId,
  symbol: MarketSymbol,
  price: nullable(Price),
  orderStatus: OrderStatus,
})
export type OrderAccepted = t.TypeOf<typeof OrderAccepted>
