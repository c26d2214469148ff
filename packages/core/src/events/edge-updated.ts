import type * as t from 'io-ts'

import { message } from '../base/message'
import { Bps } from '../units/bps'
import { EdgeSource } from '../units/edge-source'
import { MarketSymbol } from '../units/market-symbol'

/** How much a fill in this symbol is now worth, in basis points, by the session's edge source. */
export const EdgeUpdated = message('EdgeUpdated', {
  symbol: MarketSymbol,
  edgeBps: Bps,
  source: EdgeSource,
})
export type EdgeUpdated = t.TypeOf<typeof EdgeUpdated>
