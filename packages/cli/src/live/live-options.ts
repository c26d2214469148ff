import type { StreamCategory } from '@shadowtape/adapters'
import type { MarketSymbol } from '@shadowtape/core'
import type { Command } from 'commander'

import type { Failure } from '../shell/failure'
import { failure } from '../shell/failure'
import type { NetworkOptions } from '../shell/network-options'
import { choiceOption, countOption, parsedOption } from '../shell/option-values'

/** What a session on live market data may be told. */
export type LiveOptions = NetworkOptions & {
  readonly symbols?: ReadonlyArray<MarketSymbol>
  readonly category: StreamCategory
  readonly depth: '1' | '50' | '200' | '1000'
  readonly duration?: number
}

/** Gives a command the options about its live market data. */
export const withLiveOptions = (command: Command): Command =>
  command
    .addOption(choiceOption('--category <name>', 'of the symbols', ['linear', 'spot'], 'linear'))
    .addOption(choiceOption('--depth <n>', 'levels of the books', ['1', '50', '200', '1000'], '50'))
    .addOption(parsedOption('--duration <s>', 'end after so many seconds', countOption(1, 1e8)))

/** What a file must not set: a person opens the network where they start the session. */
export const typedOnly: ReadonlyArray<string> = [
  'network',
  'testnet',
  'demo',
  'mainnet',
  'url',
  'live',
  'yes',
]

/** What `run` is told of live sessions only. */
export const liveOnly: ReadonlyArray<string> = [
  ...typedOnly.filter((name) => name !== 'live'),
  ...['category', 'depth', 'duration', 'keys', 'keysEnv', 'keysFile', 'keysPrefix', 'keysRegion'],
]

/** What is wrong with options about live market data, taken together, or `null`. */
export const liveFault = ({ symbols }: LiveOptions): Failure | null =>
  symbols === undefined || symbols.length === 0
    ? failure('Usage', 'Error: --symbols LIST is required: what to trade')
    : null
