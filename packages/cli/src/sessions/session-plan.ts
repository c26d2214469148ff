import type { MarketSymbol } from '@shadowtape/core'
import type { Either } from 'fp-ts/Either'
import { isLeft, right } from 'fp-ts/Either'

import type { Failure } from '../shell/failure'
import type { JournalOptions } from '../shell/journal-option'
import { journalSettings } from '../shell/journal-option'
import type { AccountOptions } from './account-settings'
import { accountSettings } from './account-settings'
import type { CaptureSessionPlan } from './capture-session'
import { edgeFeeds } from './edge-feed'
import type { FillOptions } from './fill-settings'
import { fillSettings } from './fill-settings'
import type { MarkoutOptions } from './markout-settings'
import { markoutSettings } from './markout-settings'
import type { RuleOptions } from './rule-settings'
import { ruleSettings } from './rule-settings'
import type { SessionSettings } from './session-header'
import { defaultSettings, sessionHeader } from './session-header'
import { loadStrategy } from './strategies'
import { checkedParams } from './strategy-settings'
import type { VenueAndLimitOptions } from './venue-and-limits'
import { venueAndLimits } from './venue-and-limits'

/** What a command is told of a strategy, and what it trades by. */
export type StrategyOptions = JournalOptions &
  FillOptions &
  MarkoutOptions &
  RuleOptions &
  AccountOptions &
  VenueAndLimitOptions & {
    readonly symbols?: ReadonlyArray<MarketSymbol>
    readonly strategy: string
    readonly edgeFile?: string
    readonly edgeSpan: number
    readonly makerFee: number
    readonly takerFee: number
  }

/** A session as far as its market data do not matter. */
export type SessionPlan = Pick<CaptureSessionPlan, 'header' | 'strategy' | 'newEdgeFeed'>

/** What a session is called, where its data come from, and what else its header is to say. */
export type SessionAbout = Pick<SessionSettings, 'session' | 'source' | 'settings'> &
  Partial<SessionSettings>

/** The session that options ask for, its strategy loaded and its parameters checked. */
export const sessionPlan = async (
  options: StrategyOptions,
  about: SessionAbout,
): Promise<Either<Failure, SessionPlan>> => {
  const loaded = await loadStrategy(options.strategy)
  if (isLeft(loaded)) return loaded
  const feeds = edgeFeeds({ ...options, edgeSpanUs: options.edgeSpan * 1_000_000 })
  if (isLeft(feeds)) return feeds
  const markouts = markoutSettings(options)
  if (isLeft(markouts)) return markouts
  const fills = await fillSettings(options)
  if (isLeft(fills)) return fills
  const rules = ruleSettings(options)
  if (isLeft(rules)) return rules
  const accounts = accountSettings(options)
  if (isLeft(accounts)) return accounts
  const header = sessionHeader({
    ...defaultSettings,
    ...venueAndLimits(options),
    ...journalSettings(options),
    symbols: options.symbols ?? [],
    makerFeeRate: options.makerFee,
    takerFeeRate: options.takerFee,
    strategy: options.strategy,
    strategyDigest: loaded.right.digest,
    edgeSource: options.edge,
    ...markouts.right,
    ...fills.right,
    ...rules.right,
    ...accounts.right,
    ...about,
  })
  const { strategy } = loaded.right
  const params = checkedParams(strategy, header, accounts.right.strategyParams)
  return isLeft(params) ? params : right({ header, strategy, newEdgeFeed: feeds.right })
}
