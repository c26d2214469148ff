import type { OrderPlaced } from '../events/order-placed'
import type { AccountName } from '../units/account-name'
import type { MarketSymbol } from '../units/market-symbol'
import type { OrderId } from '../units/order-id'
import type { OrderLinkId } from '../units/order-link-id'
import type { OrderType } from '../units/order-type'
import type { Side } from '../units/side'
import type { SmpType } from '../units/smp-type'
import type { TimeInForce } from '../units/time-in-force'
import type { TriggerDirection } from '../units/trigger-direction'
import type { TriggerPriceType } from '../units/trigger-price-type'

/** What wakes a conditional order. */
export type Trigger = {
  readonly price: number
  readonly by: TriggerPriceType
  readonly direction: TriggerDirection
}

/**
 * What an order was placed on. `number` is the counter in its id, below zero for an order that the
 * venue made itself.
 */
export type OrderTerms = {
  readonly orderId: OrderId
  readonly number: number
  readonly account: AccountName
  readonly symbol: MarketSymbol
  readonly side: Side
  readonly orderType: OrderType
  readonly price: number | null
  readonly qty: number
  readonly timeInForce: TimeInForce
  readonly reduceOnly: boolean
  readonly smpType: SmpType
  readonly trigger: Trigger | null
  readonly orderLinkId: OrderLinkId | null
}

/** What would wake an order, or `null` where nothing needs to. */
export const triggerOf = ({
  triggerPrice: price,
  triggerBy: by,
  triggerDirection: direction,
}: Pick<OrderPlaced, 'triggerPrice' | 'triggerBy' | 'triggerDirection'>): Trigger | null =>
  price === null || by === null || direction === null ? null : { price, by, direction }
