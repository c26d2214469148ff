import type * as t from 'io-ts'

import { message } from '../base/message'
import { MarketSymbol } from '../units/market-symbol'
import { OrderId } from '../units/order-id'
import { Price } from '../units/price'
import { TriggerPriceType } from '../units/trigger-price-type'

/**
 * A conditional order woke, because the price of kind `triggerBy` came to `triggeredAt`; it goes on
 * as an order that has just come in. `price` is what it may trade at, at the worst.
 */
export const OrderTriggered = message('OrderTriggered', {
  orderId: OrderId,
  symbol: MarketSymbol,
  triggerBy: TriggerPriceType,
  triggeredAt: Price,
  price: Price,
})
export type OrderTriggered = t.TypeOf<typeof OrderTriggered>
