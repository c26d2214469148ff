import type { CancelAllRequest, MarketOf } from '../exchange/exchange-orders'
import type { Overtaken } from './trouble'

/** Which cancel-alls there were: none of them may be undone by an order that was sent before. */
export type CancelAlls = {
  readonly note: (request: CancelAllRequest) => void
  /** Tells, from now on, whether a cancel-all of a market came. */
  readonly since: (market: MarketOf) => Overtaken
}

/** None so far. */
export const newCancelAlls = (): CancelAlls => {
  const counts = new Map<string, number>()
  const keyOf = (category: string, symbol = '*'): string => `${category} ${symbol}`
  const countOf = ({ category, symbol }: MarketOf): number =>
    (counts.get(keyOf(category, symbol)) ?? 0) + (counts.get(keyOf(category)) ?? 0)
  return {
    note: ({ category, symbol }) => {
      const key = keyOf(category, symbol)
      counts.set(key, (counts.get(key) ?? 0) + 1)
    },
    since: (market) => {
      const before = countOf(market)
      return () =>
        countOf(market) === before ? null : 'a cancel-all came before the order was sent'
    },
  }
}
