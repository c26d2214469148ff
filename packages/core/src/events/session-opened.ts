import type * as t from 'io-ts'

import { message, nullable } from '../base/message'
import { Bps } from '../units/bps'
import { Count } from '../units/count'
import { Digest } from '../units/digest'
import { DurationUs } from '../units/duration-us'
import { EdgeSource } from '../units/edge-source'
import { FeeRate } from '../units/fee-rate'
import { Probability } from '../units/probability'
import { Text } from '../units/text'
import { Usd } from '../units/usd'
import { VenueKind } from '../units/venue-kind'

/**
 * The first line: everything a replay needs to know, so that nothing else decides what happens.
 * `inputs` is the replay boundary: the sources whose lines came in and are fed back.
 * `markoutHorizonsUs` lists after how many microseconds each fill is measured, parted by commas.
 * `riskRules` is the risk monitor's further rules as canonical JSON, `[]` for none.
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
  fillModel: Text,
  fillRate: Probability,
  rejectRate: Probability,
  partialFillRate: Probability,
  latencyUs: DurationUs,
  makerFeeRate: FeeRate,
  takerFeeRate: FeeRate,
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
  sealLinesMax: Count,
  sealBytesMax: Count,
  behaviors: Text,
  settings: Text,
  configDigest: Digest,
})
export type SessionOpened = t.TypeOf<typeof SessionOpened>
