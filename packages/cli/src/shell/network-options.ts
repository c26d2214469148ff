import type { ApiEnv, ApiUrls, NetworkAccess } from '@shadowtape/adapters'
import { apiEnvs, bybitUrls, isLoopback, openNetwork } from '@shadowtape/adapters'
import type { Command } from 'commander'
import { InvalidArgumentError } from 'commander'
import type { Either } from 'fp-ts/Either'
import { left, right } from 'fp-ts/Either'

import type { Failure } from './failure'
import { failure } from './failure'
import { parsedOption } from './option-values'

/** The options by which a person opens the network: twice, and to one environment. */
export type NetworkOptions = {
  readonly network?: true
  readonly testnet?: true
  readonly demo?: true
  readonly mainnet?: true
  readonly url?: URL
}

/** The network that was opened, and its addresses. */
export type OpenedNetwork = {
  readonly apiEnv: ApiEnv
  readonly access: NetworkAccess
  readonly urls: ApiUrls
}

/** Adds the options that open the network. */
export const withNetworkOptions = (command: Command): Command =>
  command
    .option('--network', 'open the network; without it nothing is sent anywhere')
    .option('--testnet', "Bybit's testnet")
    .option('--demo', "Bybit's demo trading (its market data is mainnet's)")
    .option('--mainnet', "Bybit's mainnet")
    .addOption(
      parsedOption('--url <url>', 'a server on this machine instead of Bybit', loopbackUrl),
    )

/** The network that the options open. `Left` is a usage failure, before any socket. */
export const openedNetwork = (options: NetworkOptions): Either<Failure, OpenedNetwork> => {
  const named = apiEnvs.filter((apiEnv) => options[apiEnv] === true)
  const [apiEnv] = named
  const flags = apiEnvs.map((each) => `--${each}`).join(', ')
  if (options.network !== true) {
    const says = `Error: nothing is sent without --network, with one of ${flags} beside it`
    return left(failure('Usage', says))
  }
  if (apiEnv === undefined) return left(failure('Usage', `Error: --network needs one of ${flags}`))
  if (named.length > 1) {
    const all = named.map((each) => `--${each}`).join(' and ')
    return left(failure('Usage', `Error: --network takes one of ${flags}, and ${all} were given`))
  }
  const urls = options.url === undefined ? bybitUrls[apiEnv] : urlsAt(options.url)
  return right({ apiEnv, access: openNetwork(apiEnv), urls })
}

const loopbackUrl = (text: string): URL => {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null || !/^(http|ws):$/.test(url.protocol))
    throw new InvalidArgumentError('It must be a URL such as http://127.0.0.1:18080.')
  if (!isLoopback(url.hostname))
    throw new InvalidArgumentError(`${url.host} is not this machine; only loopback is taken.`)
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '' || url.username !== '')
    throw new InvalidArgumentError('It must be a host and a port, without anything behind them.')
  return url
}

const urlsAt = ({ host }: URL): ApiUrls => ({
  rest: `http://${host}`,
  publicStream: `ws://${host}`,
  privateStream: `ws://${host}`,
})
