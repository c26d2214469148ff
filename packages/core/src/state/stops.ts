import type { Draft } from 'immer'

import type { OrderId } from '../units/order-id'
import type { TriggerDirection } from '../units/trigger-direction'
import type { TriggerPriceType } from '../units/trigger-price-type'
import type { Market } from './market'
import type { Trigger } from './order-terms'

/** A conditional order that waits, and the price it waits for. */
export type Stop = { readonly orderId: OrderId; readonly price: number }

/** Conditional orders by what wakes them (`LastPrice-Rise`), the nearest first. */
export type Stops = Readonly<Record<string, ReadonlyArray<Stop>>>

const keyOf = (by: TriggerPriceType, direction: TriggerDirection): string => `${by}-${direction}`

/** A conditional order waits behind those that will wake before it, or as early. */
export const stopAdded = (
  stops: Draft<Stops>,
  { by, direction, price }: Trigger,
  orderId: OrderId,
): void => {
  const run = (stops[keyOf(by, direction)] ??= [])
  const place = run.findIndex((each) =>
    direction === 'Rise' ? each.price > price : each.price < price,
  )
  run.splice(place < 0 ? run.length : place, 0, { orderId, price })
}

/** A conditional order waits no more. */
export const stopRemoved = (
  stops: Draft<Stops>,
  { by, direction }: Trigger,
  orderId: OrderId,
): void => {
  const run = stops[keyOf(by, direction)] ?? []
  const place = run.findIndex((each) => each.orderId === orderId)
  if (place >= 0) run.splice(place, 1)
}

/** Whether any conditional order waits. */
export const hasStops = (stops: Stops): boolean => {
  for (const key in stops) if ((stops[key]?.length ?? 0) > 0) return true
  return false
}

/** The price of a kind as the venue knows it; its mark is the mid where no ticker brought one. */
export const priceOfKind = (market: Market, by: TriggerPriceType): number | null => {
  switch (by) {
    case 'LastPrice':
      return market.last
    case 'MarkPrice':
      return market.mark
    case 'IndexPrice':
      return market.index
  }
}

/** Whether a price has come to where a trigger waits for it. */
export const isReached = (
  { direction, price }: Pick<Trigger, 'direction' | 'price'>,
  now: number,
): boolean => (direction === 'Rise' ? now >= price : now <= price)

const kinds: ReadonlyArray<TriggerPriceType> = ['LastPrice', 'MarkPrice', 'IndexPrice']
const directions: ReadonlyArray<TriggerDirection> = ['Rise', 'Fall']

/** The conditional orders that a market wakes, those that wait for the nearest price first. */
export const stopsReached = (
  stops: Stops,
  market: Market,
): ReadonlyArray<{ readonly stop: Stop; readonly by: TriggerPriceType; readonly now: number }> => {
  const reached = []
  for (const by of kinds) {
    const now = priceOfKind(market, by)
    if (now === null) continue
    for (const direction of directions)
      for (const stop of stops[keyOf(by, direction)] ?? []) {
        if (!isReached({ direction, price: stop.price }, now)) break
        reached.push({ stop, by, now })
      }
  }
  return reached
}
