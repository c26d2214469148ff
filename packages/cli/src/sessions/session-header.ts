import { newSha256 } from '@shadowtape/adapters'
import type {
  Bps,
  EdgeMean,
  EdgeScope,
  EdgeSource,
  FillModel,
  FsyncPolicy,
  MarketSymbol,
  QueueModel,
  VenueKind,
} from '@shadowtape/core'
import {
  SessionOpened,
  accountsText,
  canonicalJson,
  digestOfText,
  headerWords,
  invariant,
  mainAccount,
  plainAccount,
} from '@shadowtape/core'

import { inputsOf } from '../journals/inputs-of'

/** Everything about a session that someone may choose. Units as in `SessionOpened`. */
export type SessionSettings = {
  readonly session: string
  readonly source: string
  readonly symbols: ReadonlyArray<MarketSymbol>
  readonly venue: VenueKind
  readonly fillModel: FillModel
  readonly queueModel: QueueModel
  readonly queuePower: number
  readonly fillRate: number
  readonly rejectRate: number
  readonly partialFillRate: number
  readonly latencyUs: number
  /** As `latencyOf` reads them. */
  readonly feedLatency: string
  readonly entryLatency: string
  readonly responseLatency: string
  readonly makerFeeRate: number
  readonly takerFeeRate: number
  /** What each account has and may do, as `accountsText` writes them. */
  readonly accounts: string
  readonly seed: number
  readonly strategy: string
  readonly strategyParams: Readonly<Record<string, unknown>>
  readonly strategyDigest: string | null
  readonly inventoryUsdMax: number
  readonly totalNotionalUsdMax: number
  readonly edgeThresholdBps: number
  readonly edgeSource: EdgeSource
  /** The risk monitor's further rules, as `riskRulesText` writes them. */
  readonly riskRules: string
  /** After how many microseconds fills are measured, parted by commas; none when empty. */
  readonly markoutHorizonsUs: string
  readonly edgeHorizonUs: number
  readonly edgeFillsMin: number
  /** 0 where edge has no window. */
  readonly edgeFillsMax: number
  readonly edgeMean: EdgeMean
  /** 0 where edge has no half-life. */
  readonly edgeHalfLifeFills: number
  readonly edgeScope: EdgeScope
  /** After how many lines the state's digest is recorded, and at every freeze; 0 for never. */
  readonly snapshotLinesMax: number
  /** After how many lines the next seal has the state's digest; 0 for never. */
  readonly stateDigestLinesMax: number
  /** When a journal goes on in a new segment: after so much of it, or so long; 0 for never. */
  readonly rollBytesMax: number
  readonly rollAfterUs: number
  readonly fsync: FsyncPolicy
  /** 0 unless `fsync` is `interval`. */
  readonly fsyncIntervalUs: number
  /** What else the command was told; it decides nothing once the inputs are in. */
  readonly settings: Readonly<Record<string, unknown>>
}

/** What a session is when nobody says otherwise; fees are Bybit's for a non-VIP on linear. */
export const defaultSettings = {
  venue: 'bybit',
  fillModel: 'scheduled',
  queueModel: 'risk-averse',
  queuePower: 2_000_000,
  fillRate: 700_000,
  rejectRate: 0,
  partialFillRate: 0,
  latencyUs: 100_000,
  feedLatency: '0',
  entryLatency: '0',
  responseLatency: '0',
  makerFeeRate: 20_000,
  takerFeeRate: 55_000,
  accounts: accountsText([plainAccount(mainAccount)]),
  seed: 42,
  strategyParams: {},
  strategyDigest: null,
  inventoryUsdMax: 10_000_000_000,
  totalNotionalUsdMax: 50_000_000_000,
  edgeThresholdBps: 1_500_000 as Bps,
  riskRules: '[]',
  markoutHorizonsUs: '',
  edgeHorizonUs: 1_000_000,
  edgeFillsMin: 10,
  edgeFillsMax: 50,
  edgeMean: 'window',
  edgeHalfLifeFills: 0,
  edgeScope: 'symbol',
  snapshotLinesMax: 100_000,
  stateDigestLinesMax: 16_384,
  rollBytesMax: 0,
  rollAfterUs: 0,
  fsync: 'interval',
  fsyncIntervalUs: 1_000_000,
} as const

/** How often a journal is sealed: after this many lines or bytes, and at every freeze. */
const sealLinesMax = 1_024
const sealBytesMax = 1 << 20

/** The first line of a session with these settings. */
export const sessionHeader = (settings: SessionSettings): SessionOpened => {
  const plain = {
    ...settings,
    ...headerWords(newSha256),
    inputs: inputsOf(settings),
    symbols: settings.symbols.join(','),
    strategyParams: canonicalJson(settings.strategyParams),
    sealLinesMax,
    sealBytesMax,
    settings: canonicalJson(settings.settings),
  }
  const opened = { ...plain, configDigest: digestOfText(newSha256, canonicalJson(plain)) }
  invariant(SessionOpened.is(opened), 'settings were checked before they came here')
  const fields = Object.keys(SessionOpened.type.type.props) as ReadonlyArray<keyof SessionOpened>
  return Object.fromEntries(fields.map((name) => [name, opened[name]])) as SessionOpened
}
