import type { SecretKind } from '@shadowtape/adapters'
import { processRedactor } from '@shadowtape/adapters'
import type { Either } from 'fp-ts/Either'
import { left, right } from 'fp-ts/Either'

import type { CliEnv } from '../shell/cli-env'
import type { Failure } from '../shell/failure'
import { failure } from '../shell/failure'
import { warningOn } from '../shell/warning-on'

const words: Readonly<Record<SecretKind, string>> = { api_key: 'API key', api_secret: 'API secret' }

/** The value that a person pipes in, or types twice where nothing shows; known from then on. */
export const givenValue = async (
  kind: SecretKind,
  env: Pick<CliEnv, 'secrets' | 'isTerminal' | 'remark'>,
): Promise<Either<Failure, string>> => {
  if (env.secrets === undefined) return left(refused('there is no way to give a value here'))
  const given =
    env.isTerminal.stdin === true ? await typedTwice(kind, env) : await env.secrets.piped()
  if (given === null) return left(refused('the value is too long to be a secret'))
  if (typeof given !== 'string') return given
  const value = given.trim()
  processRedactor.remember(value)
  if (value === '') return left(refused('no value came; nothing is changed'))
  if (given.replace(/\r?\n$/, '') !== value)
    warningOn(env)('white space before or behind the value was left out')
  return right(value)
}

const typedTwice = async (
  kind: SecretKind,
  env: Pick<CliEnv, 'secrets'>,
): Promise<string | Either<Failure, never>> => {
  const first = (await env.secrets?.typed(`${words[kind]} (does not show): `)) ?? null
  if (first === null) return left(refused('given up; nothing is changed'))
  processRedactor.remember(first.trim())
  if (first.trim() === '') return left(refused('no value came; nothing is changed'))
  const again = (await env.secrets?.typed('The same once more: ')) ?? null
  if (again === null) return left(refused('given up; nothing is changed'))
  return first === again ? first : left(refused('the two are not the same; nothing is changed'))
}

const refused = (says: string): Failure => failure('Usage', `Error: ${says}.`)
