import type * as t from 'io-ts'

import { message, nullable } from '../base/message'
import { AccountName } from '../units/account-name'
import { Bps } from '../units/bps'
import { Count } from '../units/count'
import { DurationUs } from '../units/duration-us'
import { EdgeMean } from '../units/edge-mean'
import { EdgeSource } from '../units/edge-source'
import { MarketSymbol } from '../units/market-symbol'
import { Seq } from '../units/seq'

/**
 * How much a fill in this symbol, or in any where it is `null`, is now worth, in basis points, by
 * the session's edge source; to one of several accounts where it names one. One that was measured
 * says on what evidence: which mean over the last `fills` fills, the first of which was line
 * `fromSeq`, each `horizonUs` after it. `null` where the source does not say.
 */
export const EdgeUpdated = message('EdgeUpdated', {
  account: nullable(AccountName),
  symbol: nullable(MarketSymbol),
  edgeBps: Bps,
  source: EdgeSource,
  mean: nullable(EdgeMean),
  fills: nullable(Count),
  fromSeq: nullable(Seq),
  horizonUs: nullable(DurationUs),
})
export type EdgeUpdated = t.TypeOf<typeof EdgeUpdated>

/** An edge that some source says, with no fills of ours behind it. */
export const edgeSaid = (
  symbol: MarketSymbol | null,
  edgeBps: Bps,
  source: EdgeSource,
): EdgeUpdated => ({
  type: 'EdgeUpdated',
  account: null,
  symbol,
  edgeBps,
  source,
  mean: null,
  fills: null,
  fromSeq: null,
  horizonUs: null,
})
