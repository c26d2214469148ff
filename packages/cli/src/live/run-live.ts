import { processRedactor, usualTiming } from '@shadowtape/adapters'
import type { StreamCategory } from '@shadowtape/adapters'
import type { Command } from 'commander'
import type { Either } from 'fp-ts/Either'
import { isLeft, left } from 'fp-ts/Either'

import type { StrategyOptions } from '../sessions/session-plan'
import { sessionPlan } from '../sessions/session-plan'
import type { CliEnv } from '../shell/cli-env'
import type { Failure } from '../shell/failure'
import { failure } from '../shell/failure'
import { journalFault } from '../shell/journal-option'
import { openedNetwork } from '../shell/network-options'
import { warningOn } from '../shell/warning-on'
import { bybitTrading } from './bybit-trading'
import type { BybitTradingPlan } from './bybit-trading-plan'
import { deliverLive } from './deliver-live'
import { withoutConsent } from './live-consent'
import { liveInstruments } from './live-instruments'
import type { LiveKeysOptions } from './live-keys'
import { liveKeys } from './live-keys'
import type { LiveOptions } from './live-options'
import { liveFault } from './live-options'
import { livePlan } from './live-plan'
import { accountUnfit } from './trading-client'

/** What `run --live` may be told. */
export type RunLiveOptions = StrategyOptions &
  LiveOptions &
  LiveKeysOptions & {
    readonly category: StreamCategory
    readonly yes?: true
    readonly json?: true
    readonly obs?: number
  }

/** Options that are about a dry-run venue, or about data from files. */
const notLive = [
  ...['capture', 'resume', 'instruments', 'strict', 'exchange', 'fillRate', 'rejectRate'],
  ...['partialFillRate', 'latencyMs', 'fillModel', 'queueModel', 'queuePower', 'feedLatency'],
  ...['entryLatency', 'responseLatency', 'makerFee', 'takerFee', 'account'],
] as const

/** `shadowtape run --live`: a strategy whose orders are real. */
export const runLiveSession = async (
  command: Command,
  options: RunLiveOptions,
  env: CliEnv,
): Promise<Either<Failure, void>> => {
  const unfit = notLiveFault(command) ?? liveFault(options) ?? journalOfLive(command, options)
  if (unfit !== null) return left(unfit)
  const network = openedNetwork(options)
  if (isLeft(network)) return network
  const { apiEnv, urls } = network.right
  const unasked = await withoutConsent(network.right, options, env)
  if (unasked !== null) return left(unasked)
  const { category, symbols = [] } = options
  const plan = await sessionPlan(options, {
    ...realVenue,
    session: 'live',
    source: new URL(urls.publicStream).host,
    settings: { apiEnv, category },
  })
  if (isLeft(plan)) return plan
  const keys = await liveKeys(options, apiEnv, env)
  if (isLeft(keys)) return keys
  const instruments = await liveInstruments(network.right, category, symbols)
  if (isLeft(instruments)) return instruments
  const clean = processRedactor.text
  const live = livePlan(plan.right, options, network.right, instruments.right)
  const trading: BybitTradingPlan = {
    ...{ category, symbols, clean, network: network.right, keys: keys.right },
    areMainnetOrdersEnabled: apiEnv === 'mainnet',
    seed: plan.right.header.seed,
    timing: usualTiming,
    beginWithinMs: 30_000,
    endWithinMs: 15_000,
    warn: warningOn(env),
  }
  return deliverLive(
    {
      ...live,
      unfit: () => accountUnfit(trading),
      newTrading: (session) => bybitTrading(trading, session),
    },
    options,
    env,
  )
}

/** Nothing is modeled where the venue is real, and all is on the device before it is sent. */
const realVenue = {
  venue: 'live',
  fillModel: 'venue',
  fillRate: 0,
  rejectRate: 0,
  partialFillRate: 0,
  latencyUs: 0,
  makerFeeRate: 0,
  takerFeeRate: 0,
  fsync: 'barrier',
  fsyncIntervalUs: 0,
} as const

const notLiveFault = (command: Command): Failure | null => {
  const typed = notLive.find((name) => isSaid(command, name))
  if (typed === undefined) return null
  const flag = command.options.find((option) => option.attributeName() === typed)?.long ?? typed
  return failure('Usage', `Error: ${flag} is not for --live: the venue and its data are real`)
}

const isSaid = (command: Command, name: string): boolean =>
  ['cli', 'config'].includes(command.getOptionValueSource(name) ?? '')

const journalOfLive = (command: Command, options: RunLiveOptions): Failure | null => {
  if (options.journal === undefined)
    return failure('Usage', 'Error: --live needs --journal: no order leaves without one')
  if (isSaid(command, 'fsync') && options.fsync.fsync !== 'barrier')
    return failure('Usage', 'Error: --live needs --fsync barrier, which is what it has anyway')
  return journalFault(options)
}
