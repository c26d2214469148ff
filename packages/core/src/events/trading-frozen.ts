import type * as t from 'io-ts'

import { message, nullable } from '../base/message'
import { Bps } from '../units/bps'
import { Count } from '../units/count'
import { DurationUs } from '../units/duration-us'
import { FreezeReason } from '../units/freeze-reason'
import { MarketSymbol } from '../units/market-symbol'
import { Reason } from '../units/reason'
import { Seq } from '../units/seq'

/**
 * Nothing new is placed from here on. `edgeBps` was below `thresholdBps` when the edge froze us,
 * on that edge's evidence: the last `fills` fills, from line `fromSeq` on, `horizonUs` after each;
 * `note` is the operator's reason when a person did.
 */
export const TradingFrozen = message('TradingFrozen', {
  reason: FreezeReason,
  symbol: nullable(MarketSymbol),
  edgeBps: nullable(Bps),
  thresholdBps: nullable(Bps),
  fills: nullable(Count),
  fromSeq: nullable(Seq),
  horizonUs: nullable(DurationUs),
  openOrders: Count,
  actor: nullable(Reason),
  note: nullable(Reason),
})
export type TradingFrozen = t.TypeOf<typeof TradingFrozen>
