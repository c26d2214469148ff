import type { Either } from 'fp-ts/Either'
import { left, right } from 'fp-ts/Either'

import type { ApiEnv } from './api-env'
import { bybitUrls } from './api-env'

/**
 * What may be spoken to: nothing, or one environment's own hosts. An open network also reaches
 * loopback, where tests and simulators live; a closed one reaches not even that.
 */
export type NetworkAccess =
  { readonly type: 'Closed' } | { readonly type: 'Open'; readonly apiEnv: ApiEnv }

/** The network as it is unless someone opened it. */
export const closedNetwork: NetworkAccess = { type: 'Closed' }

/** The network with exactly one environment's hosts. */
export const openNetwork = (apiEnv: ApiEnv): NetworkAccess => ({ type: 'Open', apiEnv })

/** An address that may not be spoken to; `says` is a sentence without the address's query. */
export type NetworkRefused = { readonly type: 'NetworkRefused'; readonly says: string }

/**
 * The address, if it may be spoken to. The one door before every socket: no REST client and no
 * stream opens one to what did not come through here. Hosts are compared whole, ports are the
 * scheme's own, and off loopback nothing goes without TLS.
 */
export const throughGuard = (
  access: NetworkAccess,
  address: string,
): Either<NetworkRefused, URL> => {
  const url = parsed(address)
  if (url === null) return refused('the address is no URL')
  if (access.type === 'Closed') {
    return refused(`no network is enabled, and ${url.host} was asked for`)
  }
  if (url.username !== '' || url.password !== '') return refused('the address has a user in it')
  if (isLoopback(url.hostname)) {
    return plain.has(url.protocol) || secure.has(url.protocol)
      ? right(url)
      : refused(`${url.protocol} is not spoken`)
  }
  if (!hostsOf(access.apiEnv).has(url.host)) {
    return refused(`${url.host} is no host of ${access.apiEnv}`)
  }
  if (!secure.has(url.protocol)) return refused(`${url.host} is spoken to by TLS only`)
  return right(url)
}

/** Whether a host is this machine itself. */
export const isLoopback = (hostname: string): boolean =>
  hostname === '127.0.0.1' || hostname === '[::1]' || hostname === 'localhost'

const plain: ReadonlySet<string> = new Set(['http:', 'ws:'])
const secure: ReadonlySet<string> = new Set(['https:', 'wss:'])

const hostsOf = (apiEnv: ApiEnv): ReadonlySet<string> =>
  new Set(Object.values(bybitUrls[apiEnv]).map((url) => new URL(url).host))

const parsed = (address: string): URL | null => {
  try {
    return new URL(address)
  } catch {
    return null
  }
}

const refused = (says: string): Either<NetworkRefused, never> =>
  left({ type: 'NetworkRefused', says })
