import type { StreamCategory } from '@shadowtape/adapters'
import type { Command } from 'commander'
import { isLeft, left } from 'fp-ts/Either'

import { deliverLive } from '../live/deliver-live'
import { liveInstruments } from '../live/live-instruments'
import { liveFault, typedOnly, withLiveOptions } from '../live/live-options'
import type { LiveOptions } from '../live/live-options'
import { livePlan } from '../live/live-plan'
import { sessionPlan } from '../sessions/session-plan'
import type { StrategyOptions } from '../sessions/session-plan'
import { whileStrategiesAreWatched } from '../sessions/strategy-call'
import { strategyPurity } from '../sessions/strategy-purity'
import type { CliCommand } from '../shell/cli-env'
import { withConfigFile } from '../shell/config-file'
import { journalFault, withJournalOptions } from '../shell/journal-option'
import { openedNetwork, withNetworkOptions } from '../shell/network-options'
import type { Run } from '../shell/new-command'
import { newCommand } from '../shell/new-command'
import { obsOption } from '../shell/obs-option'
import { parsedOption, symbolsOption } from '../shell/option-values'
import { withStrategyOptions } from '../shell/strategy-options'

/** What `shadow` may be told. */
export type ShadowOptions = StrategyOptions &
  LiveOptions & {
    readonly config?: string
    readonly category: StreamCategory
    readonly json?: true
    readonly obs?: number
  }

/** `shadowtape shadow`: a strategy on live market data, whose orders a dry-run venue answers. */
export const shadowCommand = (run: Run): Command => {
  const command = newCommand(
    'shadow',
    'run a strategy on live market data; a dry-run venue answers its orders',
    [
      'shadowtape shadow --network --mainnet --symbols BTCUSDT --journal shadow/',
      'shadowtape shadow --network --testnet --symbols BTCUSDT,ETHUSDT --strategy ./mine.ts',
      'shadowtape shadow --network --demo --symbols BTCUSDT --duration 3600 --json',
    ],
  ).option('--config <file>', 'JSON or YAML with any of these options, in camel case')
  const symbols = parsedOption('--symbols <list>', 'what to trade', symbolsOption)
  withStrategyOptions(withLiveOptions(withNetworkOptions(command.addOption(symbols)))).addOption(
    obsOption(),
  )
  withJournalOptions(command).option('--json', 'print the report as JSON')
  return command.action(() => {
    run(shadow(command))
  })
}

const shadow =
  (command: Command): CliCommand =>
  (env) =>
  () =>
    whileStrategiesAreWatched(strategyPurity(undefined, env), async () => {
      const { config } = command.opts<ShadowOptions>()
      const configured =
        config === undefined ? null : await withConfigFile(command, config, typedOnly)
      if (configured !== null && isLeft(configured)) return configured
      const options = command.opts<ShadowOptions>()
      const network = openedNetwork(options)
      if (isLeft(network)) return network
      const unfit = liveFault(options) ?? journalFault(options)
      if (unfit !== null) return left(unfit)
      const plan = await sessionPlan(options, {
        session: 'shadow',
        source: new URL(network.right.urls.publicStream).host,
        settings: { apiEnv: network.right.apiEnv, category: options.category },
      })
      if (isLeft(plan)) return plan
      const { category, symbols = [] } = options
      const instruments = await liveInstruments(network.right, category, symbols)
      if (isLeft(instruments)) return instruments
      const live = livePlan(plan.right, options, network.right, instruments.right)
      return deliverLive({ ...live, unfit: null, newTrading: null }, options, env)
    })
