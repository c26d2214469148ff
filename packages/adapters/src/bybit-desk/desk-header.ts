import {
  SessionOpened,
  accountsText,
  balanceScale,
  canonicalJson,
  digestOfText,
  feeRateScale,
  headerWords,
  mainAccount,
  parseDecimal,
  plainAccount,
} from '@shadowtape/core'

import { newSha256 } from '../digest/sha256'
import type { DeskTerms } from './desk-options'

/**
 * The header of a desk's session: the dry-run venue by the desk's terms, and a risk monitor with
 * nothing to say, because limits are the client's affair. Throws a RangeError for terms that are
 * none.
 */
export const deskHeader = (terms: DeskTerms): SessionOpened => {
  const { fillLatencyMs, fillRate, fillModel, seed, fees } = terms
  const plain = {
    ...unused,
    ...headerWords(newSha256),
    symbols: terms.instruments.map(({ symbol }) => symbol).join(','),
    fillModel,
    fillRate: within('fillRate', Math.round(fillRate * 1_000_000), 0, 1_000_000),
    latencyUs: within('fillLatencyMs', Math.round(fillLatencyMs * 1_000), 0, 86_400_000_000),
    makerFeeRate: feeRate('maker', fees.maker),
    takerFeeRate: feeRate('taker', fees.taker),
    accounts: accountOf(terms),
    seed,
    inventoryUsdMax: Number.MAX_SAFE_INTEGER,
    totalNotionalUsdMax: Number.MAX_SAFE_INTEGER,
  }
  const opened = { ...plain, configDigest: digestOfText(newSha256, canonicalJson(plain)) }
  if (!SessionOpened.is(opened)) throw new RangeError('a desk cannot be opened on these terms')
  return opened
}

const accountOf = ({ balances, leverage }: DeskTerms): string => {
  const units = Object.entries(balances ?? {}).map(([coin, text]) => {
    const parsed = parseDecimal(text, balanceScale)
    if (typeof parsed !== 'number' || parsed < 0)
      throw new RangeError(`the balance of ${coin} is no decimal from 0 up: ${text}`)
    return [coin, parsed] as const
  })
  const account = {
    ...plainAccount(mainAccount),
    balances: balances === null ? null : Object.fromEntries(units),
    leverage: within('leverage', leverage, 1, 100),
  }
  return accountsText([account])
}

const within = (name: string, value: number, least: number, most: number): number => {
  if (Number.isSafeInteger(value) && value >= least && value <= most) return value
  throw new RangeError(`${name} is ${value}, not from ${least} to ${most}`)
}

const feeRate = (name: string, text: string): number => {
  const rate = parseDecimal(text, feeRateScale)
  if (typeof rate === 'number' && Math.abs(rate) <= 10_000_000) return rate
  throw new RangeError(`the ${name} fee is no share of at most 0.1: ${text}`)
}

/** What a desk has no use for: no journal is written, nothing is measured, no rule watches. */
const unused = {
  session: 'desk',
  source: 'desk',
  inputs: 'market,clock,operator',
  venue: 'bybit',
  queueModel: 'risk-averse',
  queuePower: 2_000_000,
  rejectRate: 0,
  partialFillRate: 0,
  feedLatency: '0',
  entryLatency: '0',
  responseLatency: '0',
  strategy: 'idle',
  strategyParams: '{}',
  strategyDigest: null,
  edgeThresholdBps: 1_500_000,
  edgeSource: 'external',
  riskRules: '[]',
  markoutHorizonsUs: '',
  edgeHorizonUs: 1_000_000,
  edgeFillsMin: 10,
  edgeFillsMax: 50,
  edgeMean: 'window',
  edgeHalfLifeFills: 0,
  edgeScope: 'symbol',
  sealLinesMax: 1_024,
  sealBytesMax: 1 << 20,
  snapshotLinesMax: 0,
  stateDigestLinesMax: 0,
  rollBytesMax: 0,
  rollAfterUs: 0,
  fsync: 'none',
  fsyncIntervalUs: 0,
  settings: '{}',
} as const
