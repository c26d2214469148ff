import type { Either } from 'fp-ts/Either'
import { left, right } from 'fp-ts/Either'

import type { ApiEnv } from '../bybit-api/api-env'

/** The environments that secrets are kept for, each apart from all others. */
export const secretEnvironments = ['dev', 'shadow', 'testnet', 'soak', 'prod'] as const

/** One of these. */
export type SecretEnvironment = (typeof secretEnvironments)[number]

/** What is kept for an environment. */
export const secretKinds = ['api_key', 'api_secret'] as const

/** One of these. */
export type SecretKind = (typeof secretKinds)[number]

/**
 * Which of Bybit's environments the keys of ours may be used with. Dry runs of dev and shadow talk
 * to none: what is kept for them signs nothing that leaves the machine.
 */
export const apiEnvsOf: Readonly<Record<SecretEnvironment, ReadonlyArray<ApiEnv>>> = {
  dev: [],
  shadow: [],
  testnet: ['testnet'],
  soak: ['testnet', 'demo'],
  prod: ['mainnet'],
}

/** Whether keys of an environment may be used with one of Bybit's. */
export const mayBeUsedWith = (environment: SecretEnvironment, apiEnv: ApiEnv): boolean =>
  apiEnvsOf[environment].includes(apiEnv)

/** What names begin with unless another prefix is chosen. */
export const defaultPrefix = 'mm-bot'

/** Names of one environment: what a provider that is bound to it can ask for, and nothing else. */
export type SecretNames = Readonly<Record<SecretKind, string>>

/**
 * The names `PREFIX/ENVIRONMENT/bybit/KIND` of an environment. A prefix is words of letters,
 * digits, `_` and `-` parted by slashes, so that it cannot lead anywhere else.
 */
export const secretNames = (
  prefix: string,
  environment: SecretEnvironment,
): Either<string, SecretNames> => {
  if (!/^[A-Za-z0-9_-]{1,64}(?:\/[A-Za-z0-9_-]{1,64}){0,3}$/.test(prefix))
    return left('the prefix is not words of letters, digits, _ and -, parted by slashes')
  const nameOf = (kind: SecretKind): string => `${prefix}/${environment}/bybit/${kind}`
  return right({ api_key: nameOf('api_key'), api_secret: nameOf('api_secret') })
}
