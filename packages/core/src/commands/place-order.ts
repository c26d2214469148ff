import * as t from 'io-ts'

import { message, nullable } from '../base/message'
import { AccountName } from '../units/account-name'
import { MarketSymbol } from '../units/market-symbol'
import { OrderLinkId } from '../units/order-link-id'
import { OrderType } from '../units/order-type'
import { Price } from '../units/price'
import { Qty } from '../units/qty'
import { Side } from '../units/side'
import { SmpType } from '../units/smp-type'
import { TimeInForce } from '../units/time-in-force'
import { TriggerDirection } from '../units/trigger-direction'
import { TriggerPriceType } from '../units/trigger-price-type'

/** What an order asks for: the fields of Bybit's `order/create`, in `PlaceOrder` and after. */
export const orderTerms = {
  account: AccountName,
  symbol: MarketSymbol,
  side: Side,
  orderType: OrderType,
  price: nullable(Price),
  qty: Qty,
  timeInForce: TimeInForce,
  reduceOnly: t.boolean,
  smpType: SmpType,
  triggerPrice: nullable(Price),
  triggerBy: nullable(TriggerPriceType),
  triggerDirection: nullable(TriggerDirection),
  orderLinkId: nullable(OrderLinkId),
}

/**
 * Asks for an order. A market order has no price of its own; one with a `triggerPrice` waits until
 * that price is reached.
 */
export const PlaceOrder = message('PlaceOrder', orderTerms)
export type PlaceOrder = t.TypeOf<typeof PlaceOrder>
