import type { Either } from 'fp-ts/Either'
import { left, right } from 'fp-ts/Either'

import { invalid } from '../exchange/check-order'
import type { ExchangeFault } from '../exchange/exchange-fault'
import type { MarketOf } from '../exchange/exchange-orders'
import type { InstrumentRules } from '../exchange/exchange-records'
import type { ClientClock } from './client-clock'
import type { ListCalls } from './list-calls'

/** Instruments by symbol, asked for once and kept for an hour: Bybit changes them in between. */
export type InstrumentShelf = {
  readonly rulesOf: (market: MarketOf) => Promise<Either<ExchangeFault, InstrumentRules>>
}

const keptMs = 3_600_000

/** An empty shelf. Questions for the same instrument at the same time are one question. */
export const newInstrumentShelf = (lists: ListCalls, clock: ClientClock): InstrumentShelf => {
  type Had = Promise<Either<ExchangeFault, InstrumentRules>>
  const shelf = new Map<string, { readonly untilMs: number; readonly had: Had }>()

  const ask = async ({ category, symbol }: MarketOf): Had => {
    const listed = await lists.instruments(category, symbol)
    if (listed._tag === 'Left') return listed
    const rules = listed.right.find((one) => one.symbol === symbol)
    return rules === undefined
      ? left(invalid('symbol', `is none that ${category} trades in`))
      : right(rules)
  }

  return {
    rulesOf: async (market) => {
      const key = `${market.category} ${market.symbol}`
      const kept = shelf.get(key)
      if (kept !== undefined && clock.nowMs() < kept.untilMs) return kept.had
      const entry = { untilMs: clock.nowMs() + keptMs, had: ask(market) }
      shelf.set(key, entry)
      const had = await entry.had
      if (had._tag === 'Left' && shelf.get(key) === entry) shelf.delete(key)
      return had
    },
  }
}
