import type { OrderFilled } from '../events/order-filled'
import type { TradingStopSet } from '../events/trading-stop-set'
import type { StopOrderType } from '../units/stop-order-type'
import type { TriggerPriceType } from '../units/trigger-price-type'
import type { Market } from './market'
import { isReached, priceOfKind } from './stops'

/** A price that closes a position, and which kind of price has to come to it. */
export type StopPrice = { readonly price: number; readonly by: TriggerPriceType }

/** What closes a position: one of the two, or whichever is reached first. */
export type TradingStop = {
  readonly takeProfit: StopPrice | null
  readonly stopLoss: StopPrice | null
}

type Terms = Pick<TradingStopSet, 'takeProfit' | 'stopLoss' | 'tpTriggerBy' | 'slTriggerBy'>

/** The trading stop that a request asks for; `null` where it takes both prices off. */
export const tradingStopOf = (terms: Terms): TradingStop | null => {
  const { takeProfit, stopLoss, tpTriggerBy, slTriggerBy } = terms
  if (takeProfit === null && stopLoss === null) return null
  return {
    takeProfit: takeProfit === null ? null : { price: takeProfit, by: tpTriggerBy },
    stopLoss: stopLoss === null ? null : { price: stopLoss, by: slTriggerBy },
  }
}

/** Whether two trading stops close a position at the same prices of the same kinds. */
export const isSameTradingStop = (one: TradingStop | null, other: TradingStop | null): boolean =>
  isSamePrice(one?.takeProfit, other?.takeProfit) && isSamePrice(one?.stopLoss, other?.stopLoss)

const isSamePrice = (
  one: StopPrice | null | undefined,
  other: StopPrice | null | undefined,
): boolean => one?.price === other?.price && one?.by === other?.by

/**
 * What the price of its kind has come to, where that has reached one side of a position's trading
 * stop; else `null`.
 */
export const reachedAt = (
  market: Market,
  heldQty: number,
  type: StopOrderType,
  stop: StopPrice | null,
): number | null => {
  const now = stop === null ? null : priceOfKind(market, stop.by)
  if (stop === null || now === null) return null
  const direction = heldQty > 0 === (type === 'TakeProfit') ? 'Rise' : 'Fall'
  return isReached({ direction, price: stop.price }, now) ? now : null
}

/**
 * Whether a fill, after which so much is held, closed the position or turned it around, so that its
 * trading stop is gone. A trade between two orders of one account leaves the position as it was
 * once both its fills are said, so neither of them ends it.
 */
export const endsPosition = (
  heldQty: number,
  { side, qty, against }: Pick<OrderFilled, 'side' | 'qty' | 'against'>,
): boolean => {
  if (against === 'OWN') return false
  const before = heldQty - (side === 'Buy' ? qty : 0 - qty)
  return Math.sign(heldQty) !== Math.sign(before)
}
