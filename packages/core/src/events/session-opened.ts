import type * as t from 'io-ts'

import { message, nullable } from '../base/message'
import { Bps } from '../units/bps'
import { Count } from '../units/count'
import { Digest } from '../units/digest'
import { DurationUs } from '../units/duration-us'
import { EdgeMean } from '../units/edge-mean'
import { EdgeScope } from '../units/edge-scope'
import { EdgeSource } from '../units/edge-source'
import { Exponent } from '../units/exponent'
import { FeeRate } from '../units/fee-rate'
import { FillModel } from '../units/fill-model'
import { FsyncPolicy } from '../units/fsync-policy'
import { Probability } from '../units/probability'
import { QueueModel } from '../units/queue-model'
import { Text } from '../units/text'
import { Usd } from '../units/usd'
import { VenueKind } from '../units/venue-kind'

/**
 * The first line: everything a replay needs to know, so that nothing else decides what happens.
 * `inputs` is the replay boundary: the sources whose lines came in and are fed back. `latencyUs` is
 * the scheduled model's, from acceptance to fill; the other three latencies are as `latencyOf`
 * reads them. `markoutHorizonsUs` lists after how many microseconds each fill is measured, parted
 * by commas. `accounts` is what each account has and may do, as canonical JSON; fees and limits
 * that it does not name are the session's. `riskRules` is the risk monitor's further rules as
 * canonical JSON, `[]` for none.
 */
export const SessionOpened = message('SessionOpened', {
  format: Text,
  formatVersion: Count,
  engine: Text,
  engineVersion: Text,
  catalogue: Digest,
  session: Text,
  source: Text,
  inputs: Text,
  symbols: Text,
  venue: VenueKind,
  fillModel: FillModel,
  queueModel: QueueModel,
  queuePower: Exponent,
  fillRate: Probability,
  rejectRate: Probability,
  partialFillRate: Probability,
  latencyUs: DurationUs,
  feedLatency: Text,
  entryLatency: Text,
  responseLatency: Text,
  makerFeeRate: FeeRate,
  takerFeeRate: FeeRate,
  accounts: Text,
  seed: Count,
  generator: Text,
  strategy: Text,
  strategyParams: Text,
  strategyDigest: nullable(Digest),
  inventoryUsdMax: Usd,
  totalNotionalUsdMax: Usd,
  edgeThresholdBps: Bps,
  edgeSource: EdgeSource,
  riskRules: Text,
  markoutHorizonsUs: Text,
  edgeHorizonUs: DurationUs,
  edgeFillsMin: Count,
  edgeFillsMax: Count,
  edgeMean: EdgeMean,
  edgeHalfLifeFills: Count,
  edgeScope: EdgeScope,
  sealLinesMax: Count,
  sealBytesMax: Count,
  snapshotLinesMax: Count,
  stateDigestLinesMax: Count,
  rollBytesMax: Count,
  rollAfterUs: DurationUs,
  fsync: FsyncPolicy,
  fsyncIntervalUs: DurationUs,
  behaviors: Text,
  settings: Text,
  configDigest: Digest,
})
export type SessionOpened = t.TypeOf<typeof SessionOpened>
