import type * as t from 'io-ts'

import { message } from '../base/message'
import { AccountName } from '../units/account-name'
import { MarketSymbol } from '../units/market-symbol'
import { OrderId } from '../units/order-id'
import { Price } from '../units/price'
import { Qty } from '../units/qty'
import { Side } from '../units/side'
import { StopOrderType } from '../units/stop-order-type'
import { TriggerPriceType } from '../units/trigger-price-type'

/**
 * The price of kind `triggerBy` came to `triggeredAt`, and the venue closes the whole position by a
 * market order of its own, which only reduces. `price` is what it may trade at, at the worst. The
 * trading stop is spent.
 */
export const TradingStopTriggered = message('TradingStopTriggered', {
  orderId: OrderId,
  account: AccountName,
  symbol: MarketSymbol,
  stopOrderType: StopOrderType,
  side: Side,
  qty: Qty,
  price: Price,
  triggerBy: TriggerPriceType,
  triggeredAt: Price,
})
export type TradingStopTriggered = t.TypeOf<typeof TradingStopTriggered>
