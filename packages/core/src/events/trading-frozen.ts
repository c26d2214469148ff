import type * as t from 'io-ts'

import { message, nullable } from '../base/message'
import { Bps } from '../units/bps'
import { Count } from '../units/count'
import { FreezeReason } from '../units/freeze-reason'
import { MarketSymbol } from '../units/market-symbol'
import { Reason } from '../units/reason'

/**
 * Nothing new is placed from here on. `edgeBps` was below `thresholdBps` when the edge froze us;
 * `note` is the operator's reason when a person did.
 */
export const TradingFrozen = message('TradingFrozen', {
  reason: FreezeReason,
  symbol: nullable(MarketSymbol),
  edgeBps: nullable(Bps),
  thresholdBps: nullable(Bps),
  openOrders: Count,
  actor: nullable(Reason),
  note: nullable(Reason),
})
export type TradingFrozen = t.TypeOf<typeof TradingFrozen>
